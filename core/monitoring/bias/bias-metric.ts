import type { BiasTable } from './bias-table';

/** A value, or why there is none: a failure is a value too. ±Infinity are values. */
export type BiasMetricResult = { readonly value: number } | { readonly error: string };

/** One metric of bias. */
export interface BiasMetric {
  /** `DPL` */
  readonly name: string;
  /** As Clarify writes it: `Difference in Positive Proportions in Labels (DPL)` */
  readonly description: string;
  compute(table: BiasTable): BiasMetricResult;
  /** The value that is fair. @default 0 */
  readonly fair?: number;
  /** Whether it is about how many rows are in the facet, so that their number is what chance deals. */
  readonly isOfSizes?: true;
}

/** 0/0 is 0, and x/0 is ±Infinity: as Clarify divides. */
export const ratio = (numerator: number, denominator: number): number =>
  numerator === 0 ? 0 : numerator / denominator;

/** Infinity less Infinity is 0: two sides that are equally far off do not differ. */
export const difference = (one: number, other: number): number => (one === other ? 0 : one - other);

export const distanceFromFair = ({ fair = 0 }: BiasMetric, value: number): number => Math.abs(value - fair);
