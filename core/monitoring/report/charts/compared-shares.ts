import type { FeatureStatistics } from '../../formats/statistics';
import { binLabel, type ComparedShare } from './distribution-chart';
import { sharedHistogram } from './shared-histogram';

const MAX_CATEGORIES = 12;

/** Shares of a feature now and in the baseline, in the same bins or categories; undefined where they cannot be compared. */
export function comparedShares(
  baseline: FeatureStatistics,
  current: FeatureStatistics,
): readonly ComparedShare[] | undefined {
  const bins = sharedHistogram(baseline, current);
  if (bins !== undefined) return bins.map((bin) => ({ ...bin, label: binLabel(bin) }));
  const [then, now] = [baseline, current].map(categoriesOf);
  if (then === undefined || now === undefined) return undefined;
  const names = [...new Set([...then.keys(), ...now.keys()])];
  const shares = names.map((label) => ({ label, baseline: then.get(label) ?? 0, current: now.get(label) ?? 0 }));
  return shares
    .sort((one, other) => Math.max(other.baseline, other.current) - Math.max(one.baseline, one.current))
    .slice(0, MAX_CATEGORIES);
}

function categoriesOf({ string_statistics }: FeatureStatistics): ReadonlyMap<string, number> | undefined {
  const buckets = string_statistics?.distribution?.categorical?.buckets;
  const total = buckets?.reduce((sum, { count }) => sum + count, 0) ?? 0;
  return buckets === undefined || total === 0
    ? undefined
    : new Map(buckets.map(({ value, count }) => [value, count / total]));
}
