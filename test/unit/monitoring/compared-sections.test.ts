import type { BiasFile } from '../../../core/monitoring/bias/bias-file';
import { alarmRatio } from '../../../core/monitoring/report/charts/drift-bars';
import { renderMonitorMarkdown } from '../../../core/monitoring/report/render-monitor-markdown';
import { renderMonitorPage } from '../../../core/monitoring/report/render-monitor-page';
import { biasSection } from '../../../core/monitoring/report/sections/bias-section';
import { driftSection } from '../../../core/monitoring/report/sections/drift-section';
import { attributionsPage, biasPage } from '../../fixtures/monitoring/compared-pages';

const has = (text: string, wanted: string): boolean => text.includes(wanted);

describe('a page of bias', () => {
  it('draws the metrics of each stage in one chart, and lists what they are', () => {
    const page = renderMonitorPage(biasPage());

    expect(has(page, '<b>sex = 0</b> of the labels, before any model')).toBe(true);
    expect(has(page, '<b>sex = 0</b> of the predictions')).toBe(true);
    expect([...page.matchAll(/aria-label="Bar chart: bias of sex 0/g)]).toHaveLength(2 * 3);
    expect(has(page, 'Disparate Impact (DI)')).toBe(true);
  });

  it('says which metric of which facet is violated', () => {
    const { violations } = biasPage().report;

    expect(violations.map(({ metric_name: metric }) => metric)).toContain('DI');
    expect(renderMonitorMarkdown(biasPage())).toContain('| DI, sex&#58; 0 |');
  });
});

describe('a page of explainability', () => {
  it('draws attributions in the order of the baseline, red where the order has drifted', () => {
    const page = renderMonitorPage(attributionsPage());

    expect(has(page, 'Attributions, now and in the baseline')).toBe(true);
    expect(has(page, '3 values now beside the baseline’s; 3 violated')).toBe(true);
    expect(page.indexOf('<td>income</td>')).toBeLessThan(page.indexOf('<td>age</td>'));
  });
});

it('shows a gain of 1 as no drift, and one at its threshold as the alarm', () => {
  const verdict = { subject: 'label0', method: 'nDCG', state: 'Satisfied', baselineCount: 1, currentCount: 1 } as const;

  expect(alarmRatio({ ...verdict, distance: 1, threshold: 0.9, smallestAlarming: 0.9 })).toBe(0);
  expect(alarmRatio({ ...verdict, distance: 0.9, threshold: 0.9, smallestAlarming: 0.9 })).toBeCloseTo(1, 12);
  expect(alarmRatio({ ...verdict, distance: 0.8, threshold: 0.9, smallestAlarming: 0.9 })).toBeCloseTo(2, 12);
});

it('draws the drift of what is infinitely far, and leaves out what nothing would have made alarm', () => {
  const verdict = { method: 'DCA', state: 'Violated', baselineCount: 10, currentCount: 10 } as const;
  const page = driftSection({
    kind: 'bias',
    verdicts: [
      { ...verdict, subject: 'DCA, site = harbour', distance: Infinity, threshold: 0.1, smallestAlarming: 0.5 },
      { ...verdict, subject: 'TE, site = harbour', distance: 3, threshold: 1, state: 'NotEnoughData' },
    ],
  })!.text;

  expect(page).toContain('Bars end at 5.');
  expect(page).toContain('drift of 1 features');
  expect(page).toContain('1 more is in the table.');
  expect(page).not.toContain('NaN');
});

it('draws the facets that have alarmed first', () => {
  const files = (value: number): BiasFile => ({
    version: '1.0',
    post_training_bias_metrics: {
      label: 'y',
      label_value_or_threshold: '1',
      facets: Object.fromEntries(
        ['one', 'two'].map((facet) => [facet, [{ value_or_threshold: 'x', metrics: [{ name: 'AD', value }] }]]),
      ),
    },
  });
  const verdict = {
    method: 'AD',
    subject: 'AD, two = x',
    baselineCount: 9,
    currentCount: 9,
    state: 'Violated',
  } as const;
  const page = biasSection(files(0.4), files(0.1), [verdict])!.text;

  expect(page.indexOf('<b>two = x</b>')).toBeGreaterThan(0);
  expect(page.indexOf('<b>two = x</b>')).toBeLessThan(page.indexOf('<b>one = x</b>'));
});
