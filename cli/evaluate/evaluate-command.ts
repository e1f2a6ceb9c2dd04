import type { Command } from 'commander';
import { addTargetCommand, targetAction } from '../command/command-action';
import { wholeNumber } from '../start/start-options';
import type { EvaluateCommandOptions } from './evaluate';

export function registerEvaluateCommand(program: Command): void {
  addTargetCommand(program, 'evaluate')
    .description('Asks for an evaluation of an endpoint on labelled test data, by a message in the evaluation queue.')
    .option(
      '--test-data <data>',
      's3://bucket/key or key of the images bucket of a .lst, a JSON Lines manifest or a CSV; or a local .lst or CSV, which is uploaded with its images (default: the test data of the model’s package, or test.lst of the images bucket)',
    )
    .option('--endpoint <name>', 'endpoint to evaluate (default: the environment’s own)')
    .option('--label-column <name>', 'of a CSV: the column of the label (default: the last)')
    .option('--wait', 'wait for the report and print its headline')
    .option('--timeout <minutes>', 'with --wait: how long', wholeNumber(1), 60)
    .option('--download <folder>', 'with --wait: write the report’s files there')
    .addHelpText(
      'after',
      `
Exit code: 0 done, 1 the evaluation was given up (its message lies in the dead-letter queue) or nothing came in time, 2 wrong words.

Examples:
  npm run cli -- evaluate --wait
  npm run cli -- evaluate --test-data s3://images/sets/winter.lst --wait --json --env dev
  npm run cli -- evaluate --test-data path/to/test.lst --wait --download report
  npm run cli -- evaluate --test-data bank.csv --endpoint bank-marketing --label-column y`,
    )
    .action(
      targetAction<EvaluateCommandOptions>(async (context, options) => {
        const { evaluate } = await import('./evaluate');
        await evaluate(context, options);
      }),
    );
}
