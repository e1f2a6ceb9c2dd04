import './quiet-sdk';
import { Command, CommanderError } from 'commander';
import { registerDeployCommand } from './deploy/deploy-command';
import { exitCodeOf } from './exit-code';
import { registerLocalCommand } from './local/local-command';
import { registerStartCommand } from './start/start-command';

/** The one entry of the command line. Exit codes: 0 done, 1 failed, 2 usage, 130 interrupted by Ctrl-C. */
async function main(): Promise<void> {
  const program = new Command('second-look')
    .description('An image-classification service on AWS that knows when it is not sure.')
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(`${oneLine(text)} (--help shows the options)\n`) });
  // Commands inherit both of the above when they are added.
  registerStartCommand(program);
  registerLocalCommand(program);
  registerDeployCommand(program);
  await program.parseAsync();
}

/** `error: unknown option '--epoch' (Did you mean --epochs?)` comes in two lines. */
const oneLine = (text: string): string => text.trim().replaceAll(/\s*\n\s*/g, ' ');

main().catch((error: unknown) => {
  // Of its own errors commander has told already.
  if (!(error instanceof CommanderError)) console.error(error instanceof Error ? error.message : String(error));
  if (process.env.DEBUG !== undefined && error instanceof Error) console.error(error.stack);
  process.exitCode = exitCodeOf(error);
});
