import type { EvaluatedRow } from '../evaluated-row';

/** `counts[actual][predicted]`, by class index. */
export type ConfusionCounts = readonly (readonly number[])[];

export function countConfusion(rows: readonly EvaluatedRow[], classCount: number): ConfusionCounts {
  const counts = Array.from({ length: classCount }, () => new Array<number>(classCount).fill(0));
  for (const { actual, predicted } of rows) counts[actual]![predicted]! += 1;
  return counts;
}

/** Rows of each class by their labels. */
export const supportOf = (counts: ConfusionCounts): number[] => counts.map(sum);

/** How often each class was predicted. */
export const predictedOf = (counts: ConfusionCounts): number[] =>
  counts.map((_, predicted) => sum(counts.map((row) => row[predicted]!)));

/** Rows predicted right. */
export const rightOf = (counts: ConfusionCounts): number => sum(counts.map((row, index) => row[index]!));

export const totalOf = (counts: ConfusionCounts): number => sum(supportOf(counts));

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
