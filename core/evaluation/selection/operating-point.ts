import type { ConfidentRow } from '../calibration/reliability-bins';
import { clopperPearsonInterval } from '../statistics/clopper-pearson-interval';
import type { Interval } from '../statistics/interval';

/** What a threshold does to rows. */
export interface OperatingPoint {
  /** Accepted where `confidence >= threshold`. */
  readonly threshold: number;
  readonly rows: number;
  readonly accepted: number;
  /** Wrong ones among the accepted. */
  readonly errors: number;
  /** Share of all rows that is accepted; 0 for no rows. */
  readonly coverage: number;
  /** Share of the accepted rows that is wrong; undefined where none is accepted. */
  readonly errorRate?: number;
  /** Clopper and Pearson's 95 % interval of the error rate; undefined where none is accepted. */
  readonly interval?: Interval;
}

/** The operating point of counts that are known already. */
export function operatingPoint(threshold: number, rows: number, accepted: number, errors: number): OperatingPoint {
  return {
    threshold,
    rows,
    accepted,
    errors,
    coverage: rows === 0 ? 0 : accepted / rows,
    errorRate: accepted === 0 ? undefined : errors / accepted,
    interval: accepted === 0 ? undefined : clopperPearsonInterval(errors, accepted),
  };
}

/** What a threshold, chosen elsewhere, does to these rows. */
export function operatingPointAt(rows: readonly ConfidentRow[], threshold: number): OperatingPoint {
  const accepted = rows.filter(({ confidence }) => confidence >= threshold);
  return operatingPoint(threshold, rows.length, accepted.length, accepted.filter(({ right }) => !right).length);
}
