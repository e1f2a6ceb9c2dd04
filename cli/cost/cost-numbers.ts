import { InvalidArgumentError } from 'commander';

/** `1e6` as well as `1000000`. */
export function readCount(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 1e12) return value;
  throw new InvalidArgumentError('a whole number, such as 1e6.');
}

export function readShare(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError('a number from 0 to 1.');
}
