import { cellTypes } from './analyzers/cell-types';
import { moments } from './analyzers/moments';
import { numberDistribution } from './analyzers/number-distribution';
import { valueCounts } from './analyzers/value-counts';

/** Every analyzer of a column. Another one is a file in `analyzers/` and a line here. */
export const COLUMN_ANALYZERS = {
  types: cellTypes,
  moments,
  values: valueCounts,
  numbers: numberDistribution,
} as const;

export type ColumnAnalyzerKey = keyof typeof COLUMN_ANALYZERS;

/** The state of each. */
export type ColumnStates = { readonly [Key in ColumnAnalyzerKey]: ReturnType<(typeof COLUMN_ANALYZERS)[Key]['open']> };

export const COLUMN_ANALYZER_KEYS = Object.keys(COLUMN_ANALYZERS) as ColumnAnalyzerKey[];
