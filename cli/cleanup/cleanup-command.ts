import type { Command } from 'commander';
import { addTargetCommand, targetAction } from '../command/command-action';

export interface CleanupOptions {
  readonly all?: boolean;
  readonly keepData?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

export function registerCleanupCommand(program: Command): void {
  addTargetCommand(program, 'cleanup')
    .description('Finds what is left over and costs money, lists what stays, and removes the leftovers after asking.')
    .option('--all', 'destroy the stacks as well, and then what they leave')
    .option('--keep-data', 'leave buckets, queues and model packages of deleted stacks')
    .option('--dry-run', 'only list')
    .option('--yes', 'do not ask')
    .addHelpText(
      'after',
      `
Leftovers are jobs that run, endpoints, models, configurations, logs and parameters that no stack has, and what deleted stacks have kept. Nothing
of a standing stack is touched without --all. After a failure the same command goes on with what is left.

Examples:
  npm run cli -- cleanup --env dev --dry-run
  npm run cli -- cleanup --env dev --yes --keep-data
  npm run cli -- cleanup --env dev --all`,
    )
    .action(
      targetAction<CleanupOptions>(async (context, options) => {
        const { cleanUp } = await import('./clean-up');
        await cleanUp(context, options);
      }),
    );
}
