import type { ConfusionCounts } from '../metrics/confusion-counts';
import type { ConfusionMatrix } from './metric';

/** `{"0":{"0":3,"1":1}, …}`: actual, then predicted. */
export const writtenConfusion = (counts: ConfusionCounts): ConfusionMatrix =>
  Object.fromEntries(
    counts.map((row, actual) => [
      String(actual),
      Object.fromEntries(row.map((count, predicted) => [String(predicted), count])),
    ]),
  );
