import type { Command } from 'commander';
import { addTargetCommand, targetAction } from '../command/command-action';
import { addCheckOptions, type CheckOptions } from '../release/check-options';

export interface RollbackOptions extends CheckOptions {
  /** ARN of a package that has been in service. */
  readonly to?: string;
  readonly list?: boolean;
}

export function registerRollbackCommand(program: Command): void {
  const command = addTargetCommand(program, 'rollback')
    .description('Brings the model that served before into service again.')
    .option('--to <arn>', 'package that has been in service (default: the last one before the present one)')
    .option('--list', 'only list what has been in service, newest first')
    .addHelpText(
      'after',
      `
Examples:
  npm run cli -- rollback
  npm run cli -- rollback --env prod --list
  npm run cli -- rollback --env prod --to arn:aws:sagemaker:…`,
    );
  addCheckOptions(command).action(
    targetAction<RollbackOptions>(async (context, options) => {
      const { rollBack } = await import('./roll-back');
      await rollBack(context, options);
    }),
  );
}
