import type { MonitorReport } from '../../../core/contracts/monitor-report';
import { sharedHistogram } from '../../../core/monitoring/report/charts/shared-histogram';
import { renderMonitorMarkdown } from '../../../core/monitoring/report/render-monitor-markdown';
import { renderMonitorPage } from '../../../core/monitoring/report/render-monitor-page';
import { attributionsPage, biasPage } from '../../fixtures/monitoring/compared-pages';
import { driftedPage, modelPage, NASTY_NAME } from '../../fixtures/monitoring/drifted-page';

const EMPTY: MonitorReport = {
  kind: 'data-quality',
  state: 'EmptyWindow',
  reason: 'The window holds no row.',
  rows: 0,
  usedRows: 0,
  violations: [],
  verdicts: [],
  faults: [],
};
const around = (report: MonitorReport) => ({ report, subject: 's', window: 'w', baseline: 'b' });

it('says outcome, violations, drift with all its numbers, and what could not be read', () => {
  const page = driftedPage();

  const markdown = renderMonitorMarkdown(page);

  const { violations, verdicts } = page.report;
  expect(markdown).toMatch(new RegExp(`^# Data quality: ${violations.length} violations\\.`));
  for (const { method } of verdicts) expect(markdown).toContain(method);
  expect(markdown).toContain('Smallest that alarms');
  expect(markdown).toContain('FieldCount');
  expect(markdown).not.toContain('<img');
});

it('draws drift with the line of the alarm and a distribution for each feature, and escapes names', () => {
  const html = renderMonitorPage(driftedPage());

  expect(html).toContain('Bar chart: drift of 3 features');
  expect(html.match(/Histogram: /g)!.length).toBeGreaterThanOrEqual(3);
  expect(html).toContain('>threshold<');
  expect(html).not.toContain('<img');
  expect(html).toContain('a_very_long_name_without_a_break');
});

it.each([
  ['data quality', driftedPage, 'The distance of each feature from the baseline, as a multiple', 'Feature'],
  ['bias', biasPage, 'How far each metric is from fair, as a multiple', 'Metric'],
  ['explainability', attributionsPage, 'How far what matters to the model is from the baseline, as a', 'Attributions'],
] as const)('says what the distances of %s are', (_, make, lead, title) => {
  const html = renderMonitorPage(make());

  expect(html).toContain(lead);
  expect(html).toContain(`<th scope="col">${title}</th><th scope="col">Verdict</th>`);
  expect(renderMonitorMarkdown(make())).toContain(`| ${title} | Verdict | Method |`);
});

it('draws metrics beside what the baseline asks of them', () => {
  const { report } = modelPage();
  const html = renderMonitorPage(modelPage());

  expect(report.metrics?.map(({ state }) => state)).toEqual(['Violated', 'Satisfied']);
  expect(html).toContain('Dot chart: 2 metrics with their intervals against the baseline’s thresholds; 1 violated.');
  const markdown = renderMonitorMarkdown(modelPage());
  expect(markdown).toContain('at least 0.9');
  // n and m: of accuracy all rows, of the true negatives those that are negative. Of a baseline that is constraints only, n is not known.
  expect(markdown).toMatch(/^\| accuracy \| Violated \| not known \| 250 \|/m);
  expect(markdown).toMatch(/^\| true\\_negative\\_rate \| Satisfied \| not known \| 200 \|/m);
  for (const page of [markdown, html]) {
    expect(page).toContain('Worse by');
    expect(page).toContain('Smallest that alarms');
  }
  expect(html).toContain('not known');
});

it.each([
  ['EmptyWindow', 'the window is empty'],
  ['NotEnoughData', 'not enough data'],
  ['Failed', 'the check failed'],
  ['Completed', 'nothing violated'],
] as const)('has words for the state %s, and its reason', (state, words) => {
  const report = { ...EMPTY, state };

  expect(renderMonitorPage(around(report))).toContain(words);
  expect(renderMonitorPage(around(report))).toContain('The window holds no row.');
  expect(renderMonitorMarkdown(around(report))).toContain(words);
});

it('gives the same bytes for the same report', () => {
  expect(renderMonitorPage(driftedPage())).toBe(renderMonitorPage(driftedPage()));
});

it('puts all of both distributions into the bins, whole numbers of a small range into one each', () => {
  const { statistics } = driftedPage();
  const find = (side: 'baseline' | 'current', name: string) =>
    statistics![side].features.find((feature) => feature.name === name)!;

  const bins = sharedHistogram(find('baseline', NASTY_NAME), find('current', NASTY_NAME))!;

  expect(bins).toHaveLength(20);
  for (const side of ['baseline', 'current'] as const) {
    expect(bins.reduce((sum, bin) => sum + bin[side], 0)).toBeCloseTo(1, 12);
  }
});
