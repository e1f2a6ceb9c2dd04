import type { DriftVerdict, MetricAccuracy } from '../../contracts/monitor-report';
import { formatCount } from '../../report/number-format';
import { FLIP_SAMPLE_ROWS } from './bias-state';

const FLIP_TEST = 'FT';

/** How near each metric of a report's verdicts is: all follow from counts, but for the flip test. */
export function biasAccuracy(verdicts: readonly Pick<DriftVerdict, 'method' | 'pValue'>[]): MetricAccuracy[] {
  const methods = [...new Set(verdicts.map(({ method }) => method))];
  const counted = methods.filter((method) => method !== FLIP_TEST);
  const detail = `${formatCount(FLIP_SAMPLE_ROWS)} different rows, seeded; all of them where there are no more`;
  return [
    ...(counted.length === 0 ? [] : [{ metric: counted.join(', '), kind: 'exact' as const }]),
    ...(methods.includes(FLIP_TEST) ? [{ metric: FLIP_TEST, kind: 'sampled' as const, detail }] : []),
    ...(verdicts.some(({ pValue }) => pValue !== undefined)
      ? [{ metric: 'p-values, smallest that alarms', kind: 'sampled' as const, detail: 'seeded draws of the counts' }]
      : []),
  ];
}
