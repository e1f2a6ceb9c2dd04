import { biasFile } from '../../../core/monitoring/bias/bias-file';
import { BiasState } from '../../../core/monitoring/bias/bias-state';
import { type CheckedBias, checkBias } from '../../../core/monitoring/bias/check-bias';
import { segmentQuestion } from '../../../core/monitoring/endpoint/segment-counts';
import { SeededRandom } from '../../../core/seeded-random';

const SITES = ['north', 'south', 'harbour'];
const METRICS = ['DPL', 'AD', 'DAR', 'DCA', 'DCR', 'DI', 'DPPL', 'DRR', 'RD', 'SD', 'TE'];
const LEVEL = 0.05;

/** Images of three sites, most of them right and accepted; at the harbour so many fewer are accepted. */
function outcomes(count: number, worse: number, ...seed: (string | number)[]): BiasState[] {
  const random = new SeededRandom(...seed);
  const states = SITES.map((value) => new BiasState(segmentQuestion({ name: 'site', value })));
  for (let row = 0; row < count; row += 1) {
    const facet = random.pick(SITES);
    const isAccepted = random.chance(facet === 'harbour' ? 0.85 - worse : 0.85);
    const isCorrect = random.chance(isAccepted ? 0.97 : 0.7);
    for (const state of states) state.add({ facet, predicted: isAccepted ? 1 : 0, label: isCorrect ? 1 : 0 });
  }
  return states;
}

function check(before: readonly BiasState[], now: readonly BiasState[], rows: number): CheckedBias['report'] {
  const baseline = biasFile(before);
  return checkBias({
    states: now,
    baselineStates: before,
    baseline,
    baselineRows: rows,
    seed: 1,
    metrics: METRICS,
    level: LEVEL,
  }).report;
}

describe('bias of an endpoint', () => {
  it.each([
    [150, 60],
    [20_000, 60],
  ])(
    'alarms in about one window in twenty at most where nothing has changed: %d images before, %d now',
    (then, now) => {
      const windows = 30;
      let alarms = 0;
      for (let window = 0; window < windows; window += 1) {
        const report = check(outcomes(then, 0, 'before', window), outcomes(now, 0, 'now', window), then);
        if (report.state === 'CompletedWithViolations') alarms += 1;
      }

      // Of 30 windows at 5 % each, more than six alarm once in 1700 times.
      expect(alarms).toBeLessThanOrEqual(6);
    },
  );

  it('finds a site at which half as many are accepted', () => {
    const report = check(outcomes(150, 0, 'before'), outcomes(150, 0.42, 'now'), 150);

    expect(report.state).toBe('CompletedWithViolations');
    expect(report.violations).toContainEqual(expect.objectContaining({ facet_value: 'harbour', metric_name: 'DPPL' }));
  });

  it('says the smallest distance that alarms: what reaches it is violated, what does not is not', () => {
    let told = 0;
    for (const worse of [0, 0.2, 0.42])
      for (const count of [40, 150]) {
        const { verdicts } = check(outcomes(150, 0, 'before', count), outcomes(count, worse, 'now', count), 150);
        for (const { state, distance, smallestAlarming } of verdicts) {
          if (state === 'NotEnoughData' || smallestAlarming === undefined) continue;
          told += 1;
          if (state === 'Violated') expect(distance).toBeGreaterThanOrEqual(smallestAlarming - 1e-9);
          // Distances are steps: the smallest drawn one is at most a step above the smallest that would do.
          else expect(distance).toBeLessThan(smallestAlarming + 1e-9);
        }
      }

    expect(told).toBeGreaterThan(80);
  });

  it('asks for a larger difference of fewer images', () => {
    const smallest = (count: number): number =>
      check(outcomes(600, 0, 'before'), outcomes(count, 0, 'now'), 600).verdicts.find(
        ({ subject }) => subject === 'DPPL, site = harbour',
      )!.smallestAlarming!;

    expect(smallest(60)).toBeGreaterThan(smallest(200));
    expect(smallest(200)).toBeGreaterThan(smallest(2000));
  });
});
