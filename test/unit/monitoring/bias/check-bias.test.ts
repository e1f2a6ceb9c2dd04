import { biasFile, readBiasFile } from '../../../../core/monitoring/bias/bias-file';
import type { BiasQuestion } from '../../../../core/monitoring/bias/bias-question';
import { BiasState } from '../../../../core/monitoring/bias/bias-state';
import { checkBias } from '../../../../core/monitoring/bias/check-bias';
import { SeededRandom } from '../../../../core/seeded-random';

const QUESTION: BiasQuestion = {
  label: 'y',
  positive: { values: [1] },
  facet: 'site',
  disadvantaged: { values: ['north'] },
};

/** Rows of each side, and how many of them are accepted, as predicted and as labelled. */
function stateOf(south: number, southAccepted: number, north: number, northAccepted: number): BiasState {
  const state = new BiasState(QUESTION);
  const add = (facet: string, rows: number, accepted: number): void => {
    for (let row = 0; row < rows; row += 1) {
      const outcome = row < accepted ? 1 : 0;
      state.add({ facet, label: outcome, predicted: outcome });
    }
  };
  add('south', south, southAccepted);
  add('north', north, northAccepted);
  return state;
}

const check = (now: BiasState, then: BiasState) =>
  checkBias({ states: [now], baseline: biasFile([then]), baselineRows: 400, seed: 1 });

describe('checkBias', () => {
  const fair = stateOf(200, 100, 200, 100);

  it('finds nothing when the window is as the baseline', () => {
    const { report } = check(stateOf(200, 100, 200, 100), fair);

    expect(report.state).toBe('Completed');
    expect(report.violations).toEqual([]);
  });

  it('reports each metric that is farther from fair than the baseline, in Clarify’s words', () => {
    const { report } = check(stateOf(200, 160, 200, 40), stateOf(200, 110, 200, 100));

    expect(report.state).toBe('CompletedWithViolations');
    expect(report.violations).toContainEqual({
      constraint_check_type: 'bias_drift_check',
      description:
        "Metric value 0.6000000000000001 doesn't meet the baseline constraint requirement 0.050000000000000044",
      facet: 'site',
      facet_value: 'north',
      metric_name: 'DPL',
    });
  });

  it('sees that a lower disparate impact is less fair, not more', () => {
    const { report } = check(stateOf(200, 100, 200, 20), fair);

    expect(report.violations.map(({ metric_name: name }) => name)).toContain('DI');
  });

  it('does not complain when bias goes away', () => {
    const { report } = check(fair, stateOf(200, 160, 200, 40));

    expect(report.violations).toEqual([]);
  });

  it('says with a p-value how much a violation is worth', () => {
    const small = check(stateOf(10, 6, 10, 5), fair).report.verdicts.find(({ method }) => method === 'DPPL')!;
    const large = check(stateOf(2000, 1600, 2000, 400), fair).report.verdicts.find(({ method }) => method === 'DPPL')!;

    expect(small).toMatchObject({ state: 'Violated', currentCount: 20, baselineCount: 400, threshold: 0 });
    expect(large.pValue).toBeCloseTo(1 / 2001, 6);
    expect(large.adjustedPValue).toBeGreaterThanOrEqual(large.pValue!);
  });

  it('says why when a metric cannot be computed', () => {
    const onlySouth = stateOf(50, 20, 0, 0);

    const { report } = check(onlySouth, fair);

    expect(report.state).toBe('NotEnoughData');
    expect(report.reason).toBe('No metric can be computed: Facet set is empty.');
    expect(report.verdicts.every(({ state, reason }) => state === 'NotEnoughData' && reason !== undefined)).toBe(true);
  });

  it('calls a window without rows empty', () => {
    expect(check(new BiasState(QUESTION), fair).report).toMatchObject({ state: 'EmptyWindow', rows: 0 });
  });

  it('says that there is nothing to compare when the baseline knows other facets', () => {
    const other = new BiasState({ ...QUESTION, facet: 'camera' });

    const { report } = checkBias({ states: [fair], baseline: biasFile([other]), baselineRows: 0, seed: 1 });

    expect(report).toMatchObject({ state: 'NotEnoughData', reason: 'The baseline has no metric of these facets.' });
  });
});

describe('checkBias of files with a level', () => {
  const fair = stateOf(500, 250, 500, 250);
  const leveled = (now: BiasState, facets = 1) =>
    checkBias({
      states: Array.from({ length: facets }, () => now),
      baseline: biasFile([fair]),
      baselineRows: 1000,
      seed: 1,
      level: 0.05,
    }).report;
  const verdictOf = (now: BiasState, method = 'DPPL') => leveled(now).verdicts.find((each) => each.method === method)!;

  it('says the smallest distance that would have alarmed, and alarms at no smaller one', () => {
    for (const accepted of [250, 240, 230, 222, 215, 210, 200, 180, 100])
      for (const verdict of leveled(stateOf(500, 250, 500, accepted)).verdicts) {
        if (verdict.distance === undefined || verdict.method === 'FT') continue;
        expect(verdict.smallestAlarming!).toBeGreaterThanOrEqual(verdict.threshold!);
        expect([verdict.method, verdict.state === 'Violated']).toEqual([
          verdict.method,
          verdict.distance > verdict.smallestAlarming!,
        ]);
      }
  });

  it('would have alarmed a little beyond that distance, and not a little below', () => {
    const { smallestAlarming = 0 } = verdictOf(stateOf(500, 250, 500, 245));
    const at = (distance: number) => verdictOf(stateOf(500, 250, 500, 250 - Math.round(500 * distance))).state;

    expect(smallestAlarming).toBeGreaterThan(0.05);
    expect(smallestAlarming).toBeLessThan(0.2);
    expect([at(0.75 * smallestAlarming), at(1.25 * smallestAlarming)]).toEqual(['Satisfied', 'Violated']);
  });

  it('needs less of a difference the more rows there are', () => {
    const [few, many] = [stateOf(100, 50, 100, 49), stateOf(2000, 1000, 2000, 980)].map(
      (state) => verdictOf(state).smallestAlarming!,
    );

    expect(many).toBeLessThan(few! / 2);
  });

  it('can still alarm with six facets, whose correction leaves fewer draws', () => {
    expect(leveled(stateOf(500, 250, 500, 50), 6).violations.length).toBeGreaterThan(6);
  });

  it('says that nothing would have alarmed where there are too few rows', () => {
    const { state, reason, smallestAlarming } = verdictOf(stateOf(3, 2, 2, 1), 'DI');

    expect({ state, smallestAlarming }).toEqual({ state: 'NotEnoughData', smallestAlarming: undefined });
    expect(reason).toMatch(/no difference would have alarmed/);
  });
});

describe('checkBias of files with a level, by distances that are never negative', () => {
  const DISTANCES = ['JS', 'KL', 'KS', 'LP', 'TVD'];
  const ROWS = 400;

  /** Rows of both sides, whose labels are drawn with these shares. */
  function drawn(random: SeededRandom, south: readonly number[], north: readonly number[]): BiasState {
    const state = new BiasState(QUESTION);
    for (const [facet, shares] of [
      ['south', south],
      ['north', north],
    ] as const)
      for (let row = 0; row < ROWS; row += 1) state.add({ facet, label: labelOf(random.fraction(), shares) });
    return state;
  }

  function labelOf(fraction: number, shares: readonly number[]): number {
    return shares.findIndex((_, label) => fraction < shares.slice(0, label + 1).reduce((sum, share) => sum + share));
  }

  const verdictsOf = (shares: readonly number[], now: BiasState) => {
    const fair = new BiasState(QUESTION);
    for (const facet of ['south', 'north'])
      for (const [label, share] of shares.entries())
        for (let row = 0; row < share * ROWS; row += 1) fair.add({ facet, label });
    const stored = { baseline: biasFile([fair]), baselineRows: 2 * ROWS, seed: 1, level: 0.05 };
    return checkBias({ ...stored, states: [now], metrics: DISTANCES }).report.verdicts;
  };

  it.each([
    ['two', [0.5, 0.5]],
    ['three', [0.5, 0.25, 0.25]],
  ])('takes no chance for a difference beside a perfectly fair baseline: %s labels', (_, shares) => {
    const random = new SeededRandom('fair windows', shares.length);
    const windows = Array.from({ length: 30 }, () => verdictsOf(shares, drawn(random, shares, shares)));

    for (const method of DISTANCES) {
      const verdicts = windows.map((window) => window.find((verdict) => verdict.method === method)!);
      const isRare = verdicts.filter(({ pValue }) => pValue! < 0.2).length;
      // Of 30, 6 are to be expected; none, or 14 and more, come once in 1,000 times each.
      expect(isRare).toBeGreaterThan(0);
      expect(isRare).toBeLessThan(14);
      expect(verdicts.filter(({ state }) => state === 'Violated').length).toBeLessThan(6);
      for (const { state, distance, smallestAlarming } of verdicts)
        expect(state === 'Violated').toBe(distance! > smallestAlarming!);
    }
  });

  it('finds a true difference beside it', () => {
    const random = new SeededRandom('unfair windows');
    for (let window = 0; window < 10; window += 1)
      expect(verdictsOf([0.5, 0.5], drawn(random, [0.5, 0.5], [0.35, 0.65])).map(({ state }) => state)).toEqual(
        DISTANCES.map(() => 'Violated'),
      );
  });
});

describe('checkBias by significance', () => {
  const fair = stateOf(200, 180, 200, 180);
  const significant = (now: BiasState, before: BiasState | undefined) =>
    checkBias({
      states: [now],
      baselineStates: [before],
      baseline: biasFile([fair]),
      baselineRows: 400,
      seed: 1,
      metrics: ['DPL', 'DPPL', 'DI', 'CI'],
      level: 0.05,
    }).report;
  const verdictOf = (report: ReturnType<typeof significant>, name: string) =>
    report.verdicts.find(({ method }) => method === name)!;

  it('leaves alone what chance explains, and tells what would have alarmed', () => {
    const report = significant(stateOf(40, 36, 40, 34), fair);

    const verdict = verdictOf(report, 'DPPL');
    expect(report).toMatchObject({ state: 'Completed', violations: [] });
    expect(verdict.distance).toBeCloseTo(0.05, 12);
    expect(verdict.distance!).toBeGreaterThan(verdict.threshold!);
    expect(verdict.smallestAlarming!).toBeGreaterThan(0.1);
    expect(verdict.smallestAlarming!).toBeLessThan(0.5);
  });

  it('alarms where chance does not explain it', () => {
    const report = significant(stateOf(40, 36, 40, 16), fair);

    expect(report.violations.map(({ metric_name: name }) => name)).toEqual(['DPL', 'DI', 'DPPL']);
    expect(verdictOf(report, 'DPPL').adjustedPValue!).toBeLessThan(0.01);
  });

  it('compares a facet that the baseline does not know with no difference, and says so', () => {
    const biased = significant(stateOf(60, 54, 60, 30), undefined);
    const unbiased = significant(stateOf(60, 54, 60, 53), undefined);

    expect(biased.violations).toContainEqual(
      expect.objectContaining({ description: "Metric value 0.4 doesn't meet the baseline constraint requirement 0" }),
    );
    expect(biased.violations).toContainEqual(
      expect.objectContaining({ metric_name: 'DI', description: expect.stringMatching(/requirement 1$/) }),
    );
    expect(verdictOf(biased, 'DPPL')).toMatchObject({
      baselineCount: 0,
      reason: expect.stringContaining('Not in the baseline'),
    });
    expect(unbiased.violations).toEqual([]);
  });

  it('says that there are too few rows where nothing could be told from chance', () => {
    const report = significant(stateOf(1, 1, 1, 0), fair);

    expect(verdictOf(report, 'DPPL')).toMatchObject({
      state: 'NotEnoughData',
      reason: expect.stringContaining('However chance had dealt'),
    });
  });

  it('holds the size of the facet itself against chance', () => {
    const report = significant(stateOf(190, 171, 10, 9), fair);

    expect(report.violations.map(({ metric_name: name }) => name)).toEqual(['CI']);
  });
});

describe('biasFile', () => {
  it('has nothing but its version where there is no facet', () => {
    expect(biasFile([])).toEqual({ version: '1.0' });
  });

  it('writes infinity as a word and reads it back', () => {
    const state = new BiasState(QUESTION);
    for (const [facet, label, predicted] of [
      ['south', 1, 0],
      ['south', 0, 1],
      ['north', 1, 0],
    ] as const)
      state.add({ facet, label, predicted });

    const file = readBiasFile(JSON.parse(JSON.stringify(biasFile([state]))), 'analysis.json');

    const metrics = file.post_training_bias_metrics!.facets.site![0]!.metrics;
    expect(metrics.find(({ name }) => name === 'TE')!.value).toBe('Infinity');
    expect(metrics.find(({ name }) => name === 'CDDPL')).toMatchObject({ value: null, error: expect.any(String) });
  });

  it('refuses a file of another kind by name', () => {
    const read = () => readBiasFile({ version: '1.0', pre_training_bias_metrics: { facets: 1 } }, 'reports/x.json');

    expect(read).toThrow(
      expect.objectContaining({ name: 'BiasFileInvalid', message: expect.stringContaining('reports/x.json') }),
    );
  });
});
