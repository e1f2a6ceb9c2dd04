import { type Command, InvalidArgumentError, Option } from 'commander';
import { PURPOSES } from '../../core/contracts/custom-attributes';
import { addTargetCommand, targetAction } from '../command/command-action';
import { durationMilliseconds } from '../duration';
import { wholeNumber } from '../start/start-options';
import type { TrafficOptions } from './run-traffic';

function rate(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value > 0 && value <= 10_000))
    throw new InvalidArgumentError('Requests a second, above 0 and at most 10000, are needed.');
  return value;
}

export function registerTrafficCommand(program: Command): void {
  addTargetCommand(program, 'traffic')
    .description(
      'Sends images, or rows of a table, to the endpoint at a steady rate, each with an inference id, and tells how it answers.',
    )
    .argument(
      '[images...]',
      'files, folders, keys or prefixes; of a model of tables CSV files with a header (default: test/ of the images bucket, or the test data of the model’s package)',
    )
    .option('--rate <number>', 'requests a second', rate, 5)
    .option('--count <number>', 'end after so many requests (default: 100, or none with --duration)', wholeNumber(1))
    .option('--duration <time>', 'end after this long: 30s, 5m, 2h', durationMilliseconds)
    .addOption(new Option('--purpose <word>', 'what captures will call it').choices(PURPOSES).default('traffic'))
    .option('--seed <number>', 'same seed, same order of the images', wholeNumber(0), 1)
    .option('--parallel <count>', 'requests at a time at most', wholeNumber(1), 32)
    .option('--s3', 'take every name for a key or prefix, even where a file has it')
    .option('--wait-captured', 'wait until every request has its capture record; 3 where one is missing')
    .addOption(
      new Option('--capture-limit <time>', 'how long --wait-captured waits')
        .argParser(durationMilliseconds)
        .default(300_000, '5m'),
    )
    .addHelpText(
      'after',
      `
Images or rows are sent in a shuffled order, again and again. Failed requests are not repeated: exit code 1 where there is one.

Examples:
  npm run cli -- traffic
  npm run cli -- traffic --rate 20 --duration 5m --wait-captured --env dev
  npm run cli -- traffic path/to/images --count 50 --purpose release-check --json --out traffic.json`,
    )
    .action(
      targetAction<TrafficOptions>(async (context, options, names) => {
        const { runTraffic } = await import('./run-traffic');
        await runTraffic(context, names, options);
      }),
    );
}
