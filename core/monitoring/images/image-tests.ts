import type { DriftVerdict } from '../../contracts/monitor-report';
import { pairCategories } from '../drift/category-distance';
import { chiSquaredTest, criticalStatistic } from '../drift/chi-squared';
import { type CriticalDistance, criticalDistance } from '../drift/critical-distance';
import { categoryBaseline, numberBaseline } from '../drift/feature-baseline';
import { kolmogorovDistance, kolmogorovPValue } from '../drift/kolmogorov-smirnov';
import { maximumMeanDiscrepancy } from '../embedding/maximum-mean-discrepancy';
import { project } from '../embedding/principal-components';
import type { FeatureStatistics } from '../formats/statistics';
import { type ImageWindow, SAMPLED_IMAGES } from './image-window';
import type { ImagesBaseline } from './images-baseline';

/** What a test found before anybody knows how many tests there are: its state is decided later. */
export type UndecidedVerdict = Omit<DriftVerdict, 'state'> & { readonly isMade: boolean };

const notMade = (subject: string, method: string, counts: Counts, reason: string): UndecidedVerdict => ({
  subject,
  method,
  ...counts,
  isMade: false,
  reason,
});

type Counts = Pick<DriftVerdict, 'baselineCount' | 'currentCount'>;

/** Distribution of a number: Kolmogorov and Smirnov's test. @param level for one test */
export function numberTest(feature: FeatureStatistics, window: ImageWindow, level: number): UndecidedVerdict {
  const { name } = feature;
  const method = 'KolmogorovSmirnov';
  const baseline = numberBaseline(feature);
  const positions = window.table.columns.get(name)?.states.numbers.positions;
  const counts = { baselineCount: baseline?.count ?? 0, currentCount: positions?.count ?? 0 };
  if (baseline === undefined || positions === undefined || counts.currentCount === 0)
    return notMade(name, method, counts, 'The window holds no number of this feature.');
  const critical = criticalDistanceOf(counts, level);
  if (critical === undefined) return notMade(name, method, counts, tooFew(counts));
  const distance = kolmogorovDistance(baseline, positions);
  const pValue = kolmogorovPValue(distance, counts.baselineCount, counts.currentCount);
  return {
    subject: name,
    method,
    ...counts,
    isMade: true,
    distance,
    threshold: critical.quiet,
    smallestAlarming: critical.alarming,
    pValue,
  };
}

/** Whether there is anything to test: of one category only, before and now, the mix is the same. */
export function isTestable(feature: FeatureStatistics, window: ImageWindow): boolean {
  if (feature.numerical_statistics !== undefined) return true;
  const [baseline, current] = categoriesOf(feature, window);
  return baseline.size === 0 || current.size === 0 || pairCategories(baseline, current).length > 1;
}

const categoriesOf = (feature: FeatureStatistics, window: ImageWindow) =>
  [
    categoryBaseline(feature) ?? new Map<string, number>(),
    new Map(window.table.columns.get(feature.name)?.states.values.counted() ?? []),
  ] as const;

/** Mix of categories: Pearson's test. */
export function categoryTest(feature: FeatureStatistics, window: ImageWindow, level: number): UndecidedVerdict {
  const { name } = feature;
  const method = 'ChiSquared';
  const [baseline, current] = categoriesOf(feature, window);
  const total = (counts: ReadonlyMap<string, number>): number =>
    [...counts.values()].reduce((sum, each) => sum + each, 0);
  const counts = { baselineCount: total(baseline), currentCount: total(current) };
  const pairs = pairCategories(baseline, current);
  const test = chiSquaredTest(pairs);
  if (test === undefined) return notMade(name, method, counts, tooFew(counts));
  const critical = criticalStatistic(level, test.degreesOfFreedom);
  return {
    subject: name,
    method,
    ...counts,
    isMade: true,
    distance: test.statistic,
    threshold: critical,
    smallestAlarming: critical,
    degreesOfFreedom: test.degreesOfFreedom,
    pValue: test.pValue,
  };
}

/** What images look like as a whole: two samples of embeddings. */
export function embeddingTest({ embedding }: ImagesBaseline, window: ImageWindow, level: number): UndecidedVerdict {
  const baseline = embedding.sample.slice(0, SAMPLED_IMAGES);
  const current = window.embeddings.rows().map(({ row }) => project(embedding, row));
  const counts = { baselineCount: baseline.length, currentCount: current.length };
  // Fewer divisions than that cannot give a p-value below the level.
  if (Math.min(baseline.length, current.length) < 5) return notMade('embedding', 'MMD', counts, tooFew(counts));
  const test = maximumMeanDiscrepancy(baseline, current, { seed: window.options.seed, level });
  const { distance, smallestAlarming, pValue } = test;
  return {
    subject: 'embedding',
    method: 'MMD',
    ...counts,
    isMade: true,
    distance,
    threshold: smallestAlarming,
    smallestAlarming,
    pValue,
  };
}

const tooFew = ({ baselineCount, currentCount }: Counts): string =>
  `At ${baselineCount} images against ${currentCount} no difference is large enough to alarm.`;

/** Most features of a window have the same counts, and the search asks for an exact distribution each time. */
const known = new Map<string, CriticalDistance | undefined>();
function criticalDistanceOf({ baselineCount, currentCount }: Counts, level: number): CriticalDistance | undefined {
  const key = `${baselineCount} ${currentCount} ${level}`;
  if (!known.has(key)) {
    if (known.size > 1000) known.clear();
    known.set(key, criticalDistance(baselineCount, currentCount, level));
  }
  return known.get(key);
}
