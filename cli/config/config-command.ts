import type { Command } from 'commander';
import { addCommand, commandAction } from '../command/command-action';
import { addTargetOptions, type TargetOptions } from '../target/target-options';
import type { ConfigurationPageOptions } from './write-configuration-page';

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
  addCommand(config, 'docs')
    .description('Makes the table of docs/configuration.md from the schema of the configuration.')
    .option('--check', 'write nothing; 3 where the page is not current')
    .addHelpText(
      'after',
      `
Examples:
  npm run cli -- config docs
  npm run cli -- config docs --check`,
    )
    .action(
      commandAction<ConfigurationPageOptions>(async ({ printer }, options) => {
        const { writeConfigurationPage } = await import('./write-configuration-page');
        writeConfigurationPage(printer, options);
      }),
    );
}
