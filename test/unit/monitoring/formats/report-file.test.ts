import fc from 'fast-check';
import type { MonitorReport } from '../../../../core/contracts/monitor-report';
import { biasFile } from '../../../../core/monitoring/bias/bias-file';
import { BiasState } from '../../../../core/monitoring/bias/bias-state';
import { checkBias } from '../../../../core/monitoring/bias/check-bias';
import { formatReport, readReport } from '../../../../core/monitoring/formats/report-file';
import { renderMonitorMarkdown } from '../../../../core/monitoring/report/render-monitor-markdown';
import { renderMonitorPage } from '../../../../core/monitoring/report/render-monitor-page';

const QUESTION = { label: 'y', positive: { values: [1] }, facet: 'site', disadvantaged: { values: ['north'] } };

function stateOf(southAccepted: number, northAccepted: number): BiasState {
  const state = new BiasState(QUESTION);
  for (const [facet, accepted] of [
    ['south', southAccepted],
    ['north', northAccepted],
  ] as const)
    for (let row = 0; row < 50; row += 1)
      state.add({ facet, label: row < accepted ? 1 : 0, predicted: row < accepted ? 1 : 0 });
  return state;
}

/** Nobody outside the facet is accepted: the disparate impact is infinite, and so is its distance from fair. */
const infinite = (): MonitorReport => ({
  ...checkBias({ states: [stateOf(0, 20)], baseline: biasFile([stateOf(25, 25)]), baselineRows: 100, seed: 1 }).report,
  faults: [],
});

const anyNumber = fc.oneof(
  fc.double().map((value) => (Object.is(value, -0) ? 0 : value)),
  fc.constantFrom(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN),
);
const words = fc.oneof(fc.string(), fc.constantFrom('Infinity', '-Infinity', 'NaN', '0.5'));

describe('report.json', () => {
  it('keeps an infinite distance as the word that Clarify writes, and reads it back', () => {
    const report = infinite();
    const text = formatReport(report);
    const impact = report.verdicts.find(({ method }) => method === 'DI');

    expect(impact).toMatchObject({ state: 'Violated', distance: Number.POSITIVE_INFINITY });
    expect(text).toContain('"distance": "Infinity"');
    expect(text).not.toContain('null');
    expect(readReport(text)).toEqual(report);
  });

  it('comes back without loss, whatever its numbers and its names', () => {
    const verdict = fc.record({
      subject: words,
      method: words,
      state: fc.constant('Satisfied' as const),
      baselineCount: fc.nat(),
      currentCount: fc.nat(),
      distance: anyNumber,
      threshold: anyNumber,
      smallestAlarming: anyNumber,
      pValue: anyNumber,
      reason: words,
    });
    const metric = fc.record({
      metric: words,
      state: fc.constant('Violated' as const),
      comparison: fc.constant('LessThanThreshold' as const),
      threshold: anyNumber,
      value: anyNumber,
      interval: fc.record({ low: anyNumber, high: anyNumber }),
    });
    fc.assert(
      fc.property(fc.array(verdict), fc.array(metric), (verdicts, metrics) => {
        const report: MonitorReport = { ...infinite(), violations: [], verdicts, metrics };
        expect(readReport(formatReport(report))).toEqual(report);
      }),
      { numRuns: 200 },
    );
  });

  it('takes the null of an earlier version for a number that nobody knows', () => {
    const text = formatReport(infinite()).replaceAll('"Infinity"', 'null');

    const impact = readReport(text).verdicts.find(({ method }) => method === 'DI');

    expect(impact).not.toHaveProperty('distance');
  });

  it('is drawn as a page and as text also when it is read back', () => {
    const report = readReport(formatReport(infinite()));
    const page = { report, subject: 'x', window: 'y', baseline: 'z' };

    expect(renderMonitorPage(page)).toContain('∞');
    expect(renderMonitorMarkdown(page)).toContain('DI');
  });
});
