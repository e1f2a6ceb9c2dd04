import { type Command, InvalidArgumentError } from 'commander';
import { DEFAULT_PORT } from '../../local/account';
import { interruptSignal } from '../interrupt';
import { DEFAULT_EPOCHS } from '../laptop/default-epochs';
import { epochCount } from '../start/start-options';
import { DEFAULT_STATE_FOLDER } from '../target/laptop-presence';
import type { LocalOptions } from './run-local';

/** 0 takes any free port. */
function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new InvalidArgumentError('A port is a whole number from 0 to 65535.');
  return port;
}

export function registerLocalCommand(program: Command): void {
  program
    .command('local')
    .description(
      'The laptop’s AWS, staying up: for the AWS CLI, any SDK and the browser. Ctrl-C stops it; its state is kept.',
    )
    .option('--port <port>', 'port of 127.0.0.1 to listen on; 0 takes any free one', portNumber, DEFAULT_PORT)
    .option('--state <folder>', 'where buckets, executions and models are kept', DEFAULT_STATE_FOLDER)
    .option('--bare', 'only the AWS: no data set, no model', false)
    .option('--tables', 'also trains on tables that arrive (docs/tables.md)', false)
    .option('--epochs <count>', 'how long the first model is trained', epochCount, DEFAULT_EPOCHS)
    .addHelpText(
      'after',
      `
Examples:
  npm run local
  npm run local -- --port 5000 --state path/to/folder
  npm run local -- --bare
  aws --endpoint-url http://127.0.0.1:4566 s3 ls     (with AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local)`,
    )
    .action(async (options: LocalOptions) => {
      const signal = interruptSignal();
      // Loaded here, so that a wrong option is told at once.
      const { runLocal } = await import('./run-local');
      await runLocal(options, signal);
    });
}
