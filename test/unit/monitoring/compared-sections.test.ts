import { alarmRatio } from '../../../core/monitoring/report/charts/drift-bars';
import { renderMonitorMarkdown } from '../../../core/monitoring/report/render-monitor-markdown';
import { renderMonitorPage } from '../../../core/monitoring/report/render-monitor-page';
import { attributionsPage, biasPage } from '../../fixtures/monitoring/compared-pages';

const has = (text: string, wanted: string): boolean => text.includes(wanted);

describe('a page of bias', () => {
  it('draws bounded metrics and ratios apart, for each stage, and lists what they are', () => {
    const page = renderMonitorPage(biasPage());

    expect(has(page, '<b>sex = 0</b> of the labels, before any model')).toBe(true);
    expect(has(page, '<b>sex = 0</b> of the predictions')).toBe(true);
    expect([...page.matchAll(/aria-label="Bar chart: bias of sex 0/g)]).toHaveLength(4 * 3);
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
