import { InvalidArgumentError } from 'commander';
import { MAX_EPOCHS } from '../../core/contracts/limits';

/** Options of `start`, parsed and checked. */
export interface StartOptions {
  /** Folder of the user's own images; wins over `dataset`. */
  readonly data?: string;
  readonly dataset: 'synthetic' | 'cifar100';
  /** The data set's own where absent. */
  readonly classes?: readonly string[];
  /** How many test images go through the workflow. */
  readonly images: number;
  /** Confidence threshold, 0..1; the environment's own where absent. */
  readonly threshold?: number;
  readonly epochs: number;
  readonly seed: number;
  /** Folder of the results and of the run's state. */
  readonly out: string;
}

/** Parses a whole number of at least `least`, and at most `most` where there is an upper bound. */
export const wholeNumber =
  (least: number, most = Number.MAX_SAFE_INTEGER) =>
  (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) {
      const bounds = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
      throw new InvalidArgumentError(`A whole number ${bounds} is needed.`);
    }
    return value;
  };

/** Passes over the training images, as many as the algorithm takes. */
export const epochCount = wholeNumber(1, MAX_EPOCHS);

/** Parses a number from 0 to 1. */
export function fraction(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1))
    throw new InvalidArgumentError('A number from 0 to 1 is needed.');
  return value;
}

/** Parses `bicycle,motorcycle`: at least two different names. */
export function classNames(text: string): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.length < 2 || names.includes('') || new Set(names).size < names.length) {
    throw new InvalidArgumentError('At least two different names, separated by commas, are needed.');
  }
  return names;
}
