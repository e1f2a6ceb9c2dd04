import './quiet-sdk';
import { Command, CommanderError } from 'commander';
import { registerDeployCommand } from './deploy/deploy-command';
import { exitCodeOf } from './exit-code';
import { registerLocalCommand } from './local/local-command';
import { registerStartCommand } from './start/start-command';

/** The one entry of the command line. Exit codes: 0 done, 1 failed, 2 usage, 130 interrupted. */
async function main(): Promise<void> {
  const program = new Command('second-look')
    .description('An image-classification service on AWS that knows when it is not sure.')
    .showHelpAfterError('(--help shows the options)')
    .exitOverride();
  registerStartCommand(program);
  registerLocalCommand(program);
  registerDeployCommand(program);
  for (const command of program.commands) command.exitOverride().showHelpAfterError('(--help shows the options)');
  await program.parseAsync();
}

main().catch((error: unknown) => {
  if (!(error instanceof CommanderError)) console.error(error instanceof Error ? error.message : String(error));
  if (process.env.DEBUG !== undefined && error instanceof Error) console.error(error.stack);
  process.exitCode = exitCodeOf(error);
});
