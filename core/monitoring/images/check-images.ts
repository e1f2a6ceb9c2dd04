import type { DriftVerdict, MetricAccuracy, MonitorReport, Violation } from '../../contracts/monitor-report';
import { formatCount } from '../../report/number-format';
import { reportState } from '../report-state';
import { categoryTest, embeddingTest, isTestable, numberTest, type UndecidedVerdict } from './image-tests';
import { type ImageWindow, SAMPLED_HASHES, SAMPLED_IMAGES } from './image-window';
import type { ImagesBaseline } from './images-baseline';
import { nearDuplicates } from './near-duplicates';

export interface ImagesCheck {
  readonly window: ImageWindow;
  readonly baseline: ImagesBaseline;
  /** Chance of a false alarm that one report may have, over all its tests. @default 0.05 */
  readonly level?: number;
}

const ACCURACY: readonly MetricAccuracy[] = [
  {
    metric: 'drift of descriptors and answers',
    kind: 'bounded',
    detail:
      'exact against the baseline’s sketch, whose ranks are exact up to 2,048 images and else within 0.24 % with 99 % confidence',
  },
  {
    metric: 'embedding',
    kind: 'sampled',
    detail: `${formatCount(SAMPLED_IMAGES)} images, seeded; all of them where there are no more`,
  },
  {
    metric: 'near_duplicates',
    kind: 'sampled',
    detail: `${formatCount(SAMPLED_HASHES)} different pictures, seeded; all of them where there are no more`,
  },
  { metric: 'unreadable_images', kind: 'exact' },
];

/** Shares that may grow by so much over the baseline's: what is counted here comes in bursts, and no test of independent rows fits it. */
const SHARE_TOLERANCE = 0.1;
const BURSTS = 'No p-value: these come in bursts, and a test would take them for independent.';

/**
 * Whether a window's images, and what the model says of them, are as they were in the baseline. Every test has a p-value; together they are
 * corrected for their number (Bonferroni), so that a window that has not drifted alarms no more often than the level says, however many tests there are. (The distance
 * of 0.1 that Model Monitor alarms at would do so in small windows all the time, or, corrected for size, never.)
 */
export function checkImages({ window, baseline, level = 0.05 }: ImagesCheck): MonitorReport {
  window.settle();
  const { counts, faults } = window.table.reading;
  const listed = faults.list();
  const tested = counts.usedRows === 0 ? [] : decided(testsOf(window, baseline, level), level);
  const shares = counts.rows === 0 ? [] : shareVerdicts(window, baseline);
  const verdicts = [...tested, ...shares];
  const violations = verdicts.filter(({ state }) => state === 'Violated').map(violationOf);
  const { rows, usedRows } = counts;
  return {
    kind: 'images',
    ...reportState({ rows, usedRows, faults: listed, violations, verdicts: tested }),
    rows,
    usedRows,
    violations,
    verdicts,
    faults: listed,
    accuracy: ACCURACY,
  };
}

function testsOf(window: ImageWindow, baseline: ImagesBaseline, level: number): UndecidedVerdict[] {
  const features = baseline.statistics.features.filter((feature) => isTestable(feature, window));
  const each = level / (features.length + 1);
  const tests = features.map((feature) =>
    feature.numerical_statistics === undefined
      ? categoryTest(feature, window, each)
      : numberTest(feature, window, each),
  );
  return [...tests, embeddingTest(baseline, window, each)];
}

/** Single-step correction, so that a test alarms exactly where its distance is above its threshold. */
function decided(tests: readonly UndecidedVerdict[], level: number): DriftVerdict[] {
  return tests.map(({ isMade, ...verdict }) => {
    if (!isMade) return { ...verdict, state: 'NotEnoughData' };
    const adjustedPValue = Math.min(1, verdict.pValue! * tests.length);
    return { ...verdict, adjustedPValue, state: adjustedPValue < level ? 'Violated' : 'Satisfied' };
  });
}

function shareVerdicts(window: ImageWindow, baseline: ImagesBaseline): DriftVerdict[] {
  const { rows, usedRows } = window.table.reading.counts;
  const verdict = (subject: string, share: number, was: number): DriftVerdict => {
    const distance = Math.max(0, share - was);
    return {
      subject,
      method: 'ShareIncrease',
      state: distance > SHARE_TOLERANCE ? 'Violated' : 'Satisfied',
      baselineCount: baseline.statistics.dataset.item_count,
      currentCount: rows,
      distance,
      threshold: SHARE_TOLERANCE,
      smallestAlarming: SHARE_TOLERANCE,
      reason: BURSTS,
    };
  };
  return [
    verdict('near_duplicates', nearDuplicates(window.hashes.rows()).share, baseline.nearDuplicateShare),
    verdict('unreadable_images', 1 - usedRows / rows, baseline.unreadableShare),
  ];
}

/** In Model Monitor's words, out of which tools read the numbers. */
const violationOf = ({ subject, distance, threshold }: DriftVerdict): Violation => ({
  feature_name: subject,
  constraint_check_type: 'baseline_drift_check',
  description: `Baseline drift distance: ${distance} exceeds threshold: ${threshold}`,
});
