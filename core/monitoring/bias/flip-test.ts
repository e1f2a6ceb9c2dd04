import type { SampledRow } from '../sample/row-sample';
import type { FlipRow } from './bias-state';
import type { BiasValue } from './match';

/** How the nearest neighbours outside the facet would have been treated. */
export interface FlipCounts {
  /** Rows inside the facet that were looked at. */
  readonly disadvantaged: number;
  /** Of them: accepted, while most of the neighbours were rejected. */
  readonly acceptedButNeighboursNot: number;
  /** Rejected, while most of the neighbours were accepted. */
  readonly rejectedButNeighboursNot: number;
  /** Whether rows were left out, so that this is an estimate. */
  readonly sampled: boolean;
}

const NEIGHBOURS = 5;
/** With so few rows outside the facet, five neighbours would be most of them. */
const FEW_ROWS = 9;

/**
 * For each row inside the facet: would the model treat it as it treats its nearest neighbours outside? Distances are Euclidean and unscaled; a text
 * that differs counts as 1.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/clarify-post-training-bias-metric-ft.html
 */
export function countFlips(rows: readonly SampledRow<FlipRow>[], sampled: boolean): FlipCounts {
  const outside = rows.filter(({ row }) => !row.disadvantaged);
  const inside = rows.filter(({ row }) => row.disadvantaged);
  const rowsOutside = outside.reduce((sum, { count }) => sum + count, 0);
  const neighbours = rowsOutside <= FEW_ROWS ? 1 : NEIGHBOURS;
  const counts = { disadvantaged: 0, acceptedButNeighboursNot: 0, rejectedButNeighboursNot: 0 };
  for (const { row, count } of inside) {
    counts.disadvantaged += count;
    if (outside.length === 0) continue;
    const says = majority(nearest(row.features, outside, neighbours), neighbours);
    if (row.predictedPositive && !says) counts.acceptedButNeighboursNot += count;
    if (!row.predictedPositive && says) counts.rejectedButNeighboursNot += count;
  }
  return { ...counts, sampled };
}

interface Neighbour {
  readonly distance: number;
  readonly predictedPositive: boolean;
  readonly count: number;
}

/** The nearest rows, nearest first: enough different ones to make up `wanted` rows. Of equally near ones the first counts. */
function nearest(
  features: readonly BiasValue[],
  outside: readonly SampledRow<FlipRow>[],
  wanted: number,
): readonly Neighbour[] {
  const found: Neighbour[] = [];
  for (const { row, count } of outside) {
    const distance = squaredDistance(features, row.features);
    if (found.length >= wanted && distance >= found.at(-1)!.distance) continue;
    let at = found.length;
    while (at > 0 && found[at - 1]!.distance > distance) at -= 1;
    found.splice(at, 0, { distance, predictedPositive: row.predictedPositive, count });
    if (found.length > wanted) found.pop();
  }
  return found;
}

function majority(neighbours: readonly Neighbour[], wanted: number): boolean {
  let seen = 0;
  let positive = 0;
  for (const { predictedPositive, count } of neighbours) {
    const taken = Math.min(count, wanted - seen);
    seen += taken;
    if (predictedPositive) positive += taken;
    if (seen === wanted) break;
  }
  return positive * 2 > seen;
}

function squaredDistance(one: readonly BiasValue[], other: readonly BiasValue[]): number {
  let sum = 0;
  for (let index = 0; index < one.length; index += 1) {
    const [here, there] = [one[index]!, other[index]];
    if (typeof here === 'number' && typeof there === 'number') sum += (here - there) * (here - there);
    else if (here !== there) sum += 1;
  }
  return sum;
}
