import type { DriftVerdict, MetricAccuracy, MonitorReport, Violation } from '../../contracts/monitor-report';
import { SeededRandom } from '../../seeded-random';
import { withAdjusted } from '../drift/with-adjusted';
import { maximumMeanDiscrepancy } from '../embedding/maximum-mean-discrepancy';
import { type ChanceOfOrder, chanceOfOrder } from '../explainability/chance-of-order';
import { MIN_EXPLAINED_ROWS } from '../explainability/check-explainability';
import { reportState } from '../report-state';
import { OCCLUSION_REGIONS } from './occlusion-region';

/** How much each region matters, image by image: absolute values in the order of `OCCLUSION_REGIONS`. */
export type RegionAttributions = readonly (readonly number[])[];

export interface AttributionsCheck {
  readonly baseline: RegionAttributions;
  readonly current: RegionAttributions;
  readonly seed: number;
  /** Chance of a false alarm that both tests together may have. */
  readonly level: number;
}

const ACCURACY: readonly MetricAccuracy[] = [
  { metric: 'attributions, nDCG, MMD', kind: 'sampled', detail: 'the explained images, seeded' },
  { metric: 'p-values', kind: 'sampled', detail: 'seeded divisions of the explained images' },
];

const PERMUTATIONS = 999;
/** Of a probability: what a region changes by less than this is no matter. */
const LEAST_ATTRIBUTION = 1e-4;

/**
 * Whether the model looks at what it looked at when it was released. Two tests, corrected for being two (Holm):
 * - `label0`: the order of the regions, nDCG as Clarify has it, against the nDCG of random divisions of the pooled images. (Clarify's fixed 0.9 says nothing of nine regions of which one outweighs the rest: even
 *   a random order stays above it, and ten images may fall below it by chance.)
 * - `attributions`: how much the regions matter, image by image, as two samples of vectors. It sees changes that leave the order as it was. Logarithms are compared: of an image that the model is sure of
 *   no region matters more than a thousandth, of another a half, and as they are the few large ones hide what all others show.
 */
export function checkAttributions({ baseline, current, seed, level }: AttributionsCheck): MonitorReport {
  const counts = { baselineCount: baseline.length, currentCount: current.length };
  const enough = Math.min(baseline.length, current.length) >= MIN_EXPLAINED_ROWS;
  const found = enough
    ? [orderVerdict(baseline, current, seed, level), sampleVerdict(baseline, current, seed, level)]
    : ([
        ['label0', 'nDCG'],
        ['attributions', 'MMD'],
      ].map(([subject, method]) => ({
        subject,
        method,
        state: 'NotEnoughData',
        reason: tooFew(counts),
        ...counts,
      })) as DriftVerdict[]);
  const verdicts = withAdjusted(found).map((verdict) =>
    verdict.adjustedPValue === undefined
      ? verdict
      : { ...verdict, state: verdict.adjustedPValue < level ? ('Violated' as const) : ('Satisfied' as const) },
  );
  const violations = verdicts.filter(({ state }) => state === 'Violated').map(violationOf);
  const rows = current.length;
  return {
    kind: 'explainability',
    ...reportState({ rows, usedRows: rows, faults: [], violations, verdicts }),
    rows,
    usedRows: rows,
    violations,
    verdicts,
    faults: [],
    accuracy: ACCURACY,
  };
}

const tooFew = ({ baselineCount, currentCount }: Pick<DriftVerdict, 'baselineCount' | 'currentCount'>): string =>
  `${MIN_EXPLAINED_ROWS} explained images are the least; there are ${baselineCount} of the baseline and ${currentCount} of the window.`;

function orderVerdict(
  baseline: RegionAttributions,
  current: RegionAttributions,
  seed: number,
  level: number,
): DriftVerdict {
  const random = new SeededRandom(seed, 'attribution-order', baseline.length, current.length);
  const question = { features: OCCLUSION_REGIONS, labels: 1, baseline, current, level: level / 2, random };
  const [{ gain, critical, pValue }] = chanceOfOrder(question) as [ChanceOfOrder];
  return {
    subject: 'label0',
    method: 'nDCG',
    state: 'Satisfied',
    baselineCount: baseline.length,
    currentCount: current.length,
    distance: gain,
    threshold: critical,
    smallestAlarming: critical,
    pValue,
  };
}

function sampleVerdict(
  baseline: RegionAttributions,
  current: RegionAttributions,
  seed: number,
  level: number,
): DriftVerdict {
  const options = { seed, level: level / 2, permutations: PERMUTATIONS };
  const { distance, smallestAlarming, pValue } = maximumMeanDiscrepancy(
    baseline.map(logarithms),
    current.map(logarithms),
    options,
  );
  return {
    subject: 'attributions',
    method: 'MMD',
    state: 'Satisfied',
    baselineCount: baseline.length,
    currentCount: current.length,
    distance,
    threshold: smallestAlarming,
    smallestAlarming,
    pValue,
  };
}

const logarithms = (row: readonly number[]): number[] => row.map((value) => Math.log(value + LEAST_ATTRIBUTION));

/** In Clarify's words, out of which tools read the numbers. */
const violationOf = ({ subject, method, distance, threshold }: DriftVerdict): Violation => ({
  constraint_check_type: 'feature_attribution_drift_check',
  description: `Feature attribution drift ${distance} exceeds threshold ${threshold}`,
  label: 'label0',
  metric_name: method === 'nDCG' ? 'shap' : subject,
});
