import { verdictLine } from '../../../../cli/monitor/verdict-line';
import type { DriftVerdict, MonitorReport, Violation } from '../../../../core/contracts/monitor-report';

const report = (verdict: Partial<DriftVerdict>): MonitorReport => ({
  kind: 'bias',
  state: 'CompletedWithViolations',
  rows: 5,
  usedRows: 5,
  violations: [],
  faults: [],
  verdicts: ['other', verdict.subject!].map((subject) => ({
    subject,
    method: 'Robust',
    state: 'Violated',
    baselineCount: 2333,
    currentCount: 799,
    distance: 0.43119,
    threshold: 0.1,
    smallestAlarming: 0.1738,
    adjustedPValue: 0.00321,
    ...(subject === 'other' ? {} : verdict),
  })),
});
const violation = (members: Partial<Violation>): Violation => ({
  constraint_check_type: 'baseline_drift_check',
  description: 'd',
  ...members,
});
const LINE = 'n 2333, m 799, distance 0.4312, threshold 0.1, smallest that alarms 0.1738, p 0.0032';

it.each([
  ['a feature', 'income', { feature_name: 'income' }],
  [
    'a metric of a facet',
    'DPL, sex = 1',
    { constraint_check_type: 'bias_drift_check', metric_name: 'DPL', facet: 'sex', facet_value: '1' },
  ],
  [
    'a metric of a facet by threshold',
    'DPL, age > 40',
    { constraint_check_type: 'bias_drift_check', metric_name: 'DPL', facet: 'age', facet_value: '40' },
  ],
  [
    'attributions',
    'label1',
    { constraint_check_type: 'feature_attribution_drift_check', metric_name: 'shap', label: 'label1' },
  ],
])('says the numbers of %s', (_, subject, members) => {
  expect(verdictLine(report({ subject }), violation(members))).toEqual([LINE]);
});

it('tells a distance that the sizes were taken off from the one before', () => {
  const verdict = { subject: 'income', distance: 0.1445, simpleDistance: 0.365, smallestAlarming: 0.3205 };

  expect(verdictLine(report(verdict), violation({ feature_name: 'income' }))).toEqual([
    'n 2333, m 799, distance 0.1445 (0.365 uncorrected), threshold 0.1, smallest that alarms 0.3205 uncorrected, p 0.0032',
  ]);
});

it('says so where nobody knows of how many rows the baseline was made', () => {
  const [line] = verdictLine(report({ subject: 'income', baselineCount: 0 }), violation({ feature_name: 'income' }));

  expect(line).toMatch(/^n not known, m 799/);
});

it('has no line for what is no distance, such as a missing column or a type', () => {
  for (const type of ['missing_column_check', 'data_type_check'])
    expect(
      verdictLine(report({ subject: 'income' }), violation({ constraint_check_type: type, feature_name: 'income' })),
    ).toEqual([]);
});
