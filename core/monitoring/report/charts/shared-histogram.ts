import type { FeatureStatistics } from '../../formats/statistics';
import { KllSketch } from '../../sketch/kll-sketch';

/** Shares of the baseline and of the window in the same bins. */
export interface SharedBin {
  readonly from: number;
  readonly to: number;
  readonly baseline: number;
  readonly current: number;
}

const BINS = 20;
/** A far value must not squeeze all others into one bin: what lies beyond these ranks falls into the bins at the ends. */
const [LOW_RANK, HIGH_RANK] = [0.002, 0.998];

interface Weighted {
  readonly values: Float64Array;
  readonly weights: Float64Array;
}

/** Bins over both distributions; undefined where either has no sketch. */
export function sharedHistogram(baseline: FeatureStatistics, current: FeatureStatistics): SharedBin[] | undefined {
  const [one, other] = [weightedOf(baseline), weightedOf(current)];
  if (one === undefined || other === undefined) return undefined;
  const low = Math.min(quantile(one, LOW_RANK), quantile(other, LOW_RANK));
  const high = Math.max(quantile(one, HIGH_RANK), quantile(other, HIGH_RANK));
  const whole = [...one.values, ...other.values].every(Number.isInteger);
  // Whole numbers of a small range have a bin each.
  const bins = high === low ? 1 : whole && high - low < BINS ? high - low + 1 : BINS;
  const [start, width] = whole && bins < BINS ? [low - 0.5, 1] : [low, (high - low) / bins || 1];
  const [then, now] = [one, other].map((weighted) => sharesOf(weighted, start, width, bins)) as [number[], number[]];
  return then.map((share, index) => ({
    from: start + index * width,
    to: start + (index + 1) * width,
    baseline: share,
    current: now[index]!,
  }));
}

function weightedOf({ numerical_statistics }: FeatureStatistics): Weighted | undefined {
  const data = numerical_statistics?.distribution?.kll?.sketch?.data;
  if (data === undefined || data.every((level) => level.length === 0)) return undefined;
  return KllSketch.ofData(data, 0).weighted();
}

const totalOf = ({ weights }: Weighted): number => weights.reduce((sum, weight) => sum + weight, 0);

function quantile(weighted: Weighted, rank: number): number {
  const wanted = rank * totalOf(weighted);
  let below = 0;
  const index = weighted.weights.findIndex((weight) => {
    below += weight;
    return below >= wanted;
  });
  return weighted.values[index < 0 ? weighted.values.length - 1 : index]!;
}

function sharesOf(weighted: Weighted, start: number, width: number, bins: number): number[] {
  const shares = new Array<number>(bins).fill(0);
  const total = totalOf(weighted);
  weighted.values.forEach((value, index) => {
    const bin = Math.min(bins - 1, Math.max(0, Math.floor((value - start) / width)));
    shares[bin]! += weighted.weights[index]! / total;
  });
  return shares;
}
