import type { Command } from 'commander';
import { addTargetCommand, targetAction } from '../command/command-action';
import { wholeNumber } from '../start/start-options';
import type { TestCasesOptions } from './make-test-cases';

export function registerTestCasesCommand(program: Command): void {
  addTargetCommand(program, 'test-cases')
    .description(
      'Random execution inputs from the images of a prefix: a line each for ImageClassification, or one document.',
    )
    .argument('[prefix]', 'prefix of the images bucket, or s3://bucket/prefix', 'test/')
    .option('--count <number>', 'how many', wholeNumber(1), 1)
    .option('--seed <number>', 'same seed and same images, same cases', wholeNumber(0), 1)
    .addHelpText(
      'after',
      `
Each line pastes into the Step Functions console and into StartExecution; with --json it is {"cases":[…]}, the input of a batch.

Examples:
  npm run cli -- test-cases
  npm run cli -- test-cases test/ --count 20 --seed 7 --out cases.json
  aws stepfunctions start-execution --state-machine-arn ARN --input "$(npm run -s cli -- test-cases --env dev)"`,
    )
    .action(
      targetAction<TestCasesOptions>(async (context, options, [prefix = '']) => {
        const { makeTestCases } = await import('./make-test-cases');
        await makeTestCases(context, prefix, options);
      }),
    );
}
