import { type Command, InvalidArgumentError, Option } from 'commander';
import { type CheckRate, DEFAULT_CHECK_RATE } from './check-rate';

/** How a command checks the model that comes into service. */
export interface CheckOptions {
  /** Images a second. */
  readonly checkRate: number;
  /** Of the test split. */
  readonly checkShare: number;
  /** False with `--no-check`. */
  readonly check: boolean;
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 1000)) throw new InvalidArgumentError('A number above 0, at most 1000, is needed.');
  return value;
}

function share(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 1)) throw new InvalidArgumentError('A number above 0, at most 1, is needed.');
  return value;
}

/** Gives a command the options of `CheckOptions`. */
export function addCheckOptions(command: Command): Command {
  const { imagesPerSecond, share: whole } = DEFAULT_CHECK_RATE;
  const options = [
    new Option('--check-rate <number>', 'held-out images, or rows, a second while the new model bakes')
      .argParser(positive)
      .default(imagesPerSecond),
    new Option('--check-share <share>', 'share of the test split that they are drawn from')
      .argParser(share)
      .default(whole),
    new Option('--no-check', 'send nothing: without other traffic no alarm has anything to see'),
  ];
  for (const option of options) command.addOption(option.helpGroup('Check:'));
  return command;
}

/** What the options ask for; undefined with `--no-check`. */
export const checkRate = ({ check, checkRate: imagesPerSecond, checkShare }: CheckOptions): CheckRate | undefined =>
  check ? { imagesPerSecond, share: checkShare } : undefined;
