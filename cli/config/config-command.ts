import type { Command } from 'commander';
import { addCommand, commandAction } from '../command/command-action';
import { addTargetOptions, type TargetOptions } from '../target/target-options';

export function registerConfigCommand(program: Command): void {
  const config = program.command('config').description('The configuration of an environment.');
  addTargetOptions(addCommand(config, 'show'))
    .description('Prints the configuration of an environment: its file with every default filled in.')
    .addHelpText(
      'after',
      `
Examples:
  npm run cli -- config show --env dev
  npm run cli -- config show --env prod --json --out prod.json`,
    )
    .action(
      commandAction<TargetOptions>(async ({ printer }, options) => {
        const { showConfiguration } = await import('./show-configuration');
        showConfiguration(printer, options);
      }),
    );
}
