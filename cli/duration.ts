import { InvalidArgumentError } from 'commander';

const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;

/** Parses `500ms`, `30s`, `5m`, `2h` into milliseconds. */
export function durationMilliseconds(text: string): number {
  const [, count, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text) ?? [];
  const milliseconds = Number(count) * UNITS[unit as keyof typeof UNITS];
  if (!(milliseconds > 0)) throw new InvalidArgumentError('A duration such as 30s, 5m or 2h is needed.');
  return milliseconds;
}
