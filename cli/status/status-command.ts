import type { Command } from 'commander';
import { addTargetCommand, targetAction } from '../command/command-action';

export function registerStatusCommand(program: Command): void {
  addTargetCommand(program, 'status')
    .description('What serves and how it does: model, endpoint, evaluations, alarms, executions.')
    .addHelpText(
      'after',
      `
Works on an environment that is not deployed, or only in part. What cannot be found out is listed as unknown, with the reason.

Examples:
  npm run cli -- status
  npm run cli -- status --env prod --json`,
    )
    .action(
      targetAction(async ({ printer, target }) => {
        const [{ readStatus }, { formatStatus }] = await Promise.all([
          import('./read-status'),
          import('./format-status'),
        ]);
        const status = await readStatus(target);
        printer.result(status, formatStatus(status));
      }),
    );
}
