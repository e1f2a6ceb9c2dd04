import type { ConfidentRow } from '../calibration/reliability-bins';
import { NoRows } from '../evaluation-error';

/** What happens when the images at or above one confidence are accepted. */
export interface RiskCoveragePoint {
  /** The lowest confidence accepted: `confidence >= threshold`. */
  readonly threshold: number;
  readonly accepted: number;
  /** Wrong ones among the accepted. */
  readonly errors: number;
  /** Share of all rows that is accepted. */
  readonly coverage: number;
  /** Share of the accepted rows that is wrong. */
  readonly risk: number;
}

export interface RiskCoverageCurve {
  readonly rows: number;
  /** One for each distinct confidence, from the highest down: coverage grows to 1. */
  readonly points: readonly RiskCoveragePoint[];
  /** Area under the curve: the mean risk over the coverages 1/n, 2/n, … 1. Lower is better. */
  readonly area: number;
  /** The area above what the same errors would leave if all of them ranked last: 0 where confidence tells right from wrong perfectly. */
  readonly excessArea: number;
}

/**
 * Risk against coverage (El-Yaniv and Wiener, JMLR 11, 2010; Geifman and El-Yaniv, NeurIPS 2017), its area (AURC) and excess area (E-AURC:
 * Geifman, Uziel and El-Yaniv, ICLR 2019, here with the exact optimum instead of its approximation). Rows of equal confidence are accepted
 * together; within them the area takes the mean over every order, so that no order of the rows matters.
 * @throws NoRows
 */
export function riskCoverageCurve(rows: readonly ConfidentRow[]): RiskCoverageCurve {
  if (rows.length === 0) throw new NoRows('There is no row to draw a risk-coverage curve from.');
  const sorted = [...rows].sort((one, other) => other.confidence - one.confidence);
  const points: RiskCoveragePoint[] = [];
  let [accepted, errors, riskSum] = [0, 0, 0];
  for (let start = 0; start < sorted.length; start = accepted) {
    const threshold = sorted[start]!.confidence;
    let end = start;
    let added = 0;
    for (; end < sorted.length && sorted[end]!.confidence === threshold; end += 1) if (!sorted[end]!.right) added += 1;
    for (let count = start + 1; count <= end; count += 1) {
      riskSum += (errors + (added * (count - start)) / (end - start)) / count;
    }
    [accepted, errors] = [end, errors + added];
    points.push({ threshold, accepted, errors, coverage: accepted / rows.length, risk: errors / accepted });
  }
  const area = riskSum / rows.length;
  return { rows: rows.length, points, area, excessArea: Math.max(0, area - leastArea(rows.length, errors)) };
}

/** The area with every error ranked last. */
function leastArea(rows: number, errors: number): number {
  let sum = 0;
  for (let error = 1; error <= errors; error += 1) sum += error / (rows - errors + error);
  return sum / rows;
}
