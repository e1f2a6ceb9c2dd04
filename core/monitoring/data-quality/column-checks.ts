import type { Violation } from '../../contracts/monitor-report';

/** Columns of the baseline that the window lacks, and the other way round. */
export function checkColumns(current: readonly string[], baseline: readonly string[]): Violation[] {
  const [now, then] = [new Set(current), new Set(baseline)];
  const numbers =
    `Number of columns in current dataset: ${current.length}, ` +
    `Number of columns in baseline constraints: ${baseline.length}`;
  const missing = baseline.filter((name) => !now.has(name));
  const extra = current.filter((name) => !then.has(name));
  return [
    ...missing.map((feature_name) => ({
      feature_name,
      constraint_check_type: 'missing_column_check',
      description: `There are missing columns in current dataset. ${numbers}`,
    })),
    ...extra.map((feature_name) => ({
      feature_name,
      constraint_check_type: 'extra_column_check',
      description: `There are extra columns in current dataset. ${numbers}`,
    })),
  ];
}
