import { AttributionState } from '../../../../core/monitoring/explainability/attribution-state';
import { checkExplainability } from '../../../../core/monitoring/explainability/check-explainability';
import { explanationFile, readExplanationFile } from '../../../../core/monitoring/explainability/explanation-file';
import { SeededRandom } from '../../../../core/seeded-random';

const FEATURES = ['amount', 'duration', 'age', 'job'];
const BASELINE = explanationFile([{ attribution: { amount: 4, duration: 2, age: 1, job: 0.5 }, expectedValue: 0.4 }]);

/** Rows whose values scatter around these means, with either sign. */
function stateOf(means: readonly number[], rows: number, prefix = 'row'): AttributionState {
  const state = new AttributionState(FEATURES, 1);
  for (let row = 0; row < rows; row += 1) {
    const random = new SeededRandom('attributions', prefix, row);
    const sign = random.chance(0.5) ? 1 : -1;
    state.add(`${prefix}-${row}`, [means.map((mean) => sign * mean * random.between(0.5, 1.5))]);
  }
  return state;
}

const check = (state: AttributionState) =>
  checkExplainability({ state, expectedValue: [0.4], baseline: BASELINE, baselineRows: 500, seed: 1 });

describe('checkExplainability', () => {
  it('finds nothing when the same features matter in the same order', () => {
    const { report } = check(stateOf([4, 2, 1, 0.5], 60));

    expect(report).toMatchObject({ state: 'Completed', violations: [], rows: 60 });
    expect(report.verdicts[0]).toMatchObject({ method: 'nDCG', distance: 1, baselineCount: 500, currentCount: 60 });
  });

  it('reports a drift in Clarify’s words when other features matter', () => {
    const { report } = check(stateOf([0.5, 1, 2, 4], 60));

    expect(report.state).toBe('CompletedWithViolations');
    expect(report.violations).toEqual([
      {
        constraint_check_type: 'feature_attribution_drift_check',
        description: expect.stringMatching(/^Feature attribution drift 0\.\d+ exceeds threshold 0\.9$/),
        label: 'label0',
        metric_name: 'shap',
      },
    ]);
    expect(report.verdicts[0]!.pValue).toBeCloseTo(1 / 101, 6);
  });

  describe('against a baseline that is known row by row', () => {
    /** Of two features that matter alike, in some rows much. */
    function close(rows: number, prefix: string, means: readonly number[]): AttributionState {
      const state = new AttributionState(FEATURES, 1);
      for (let row = 0; row < rows; row += 1) {
        const random = new SeededRandom('close', prefix, row);
        state.add(`${prefix}-${row}`, [means.map((mean) => (random.chance(0.1) ? mean * 10 : 0.01))]);
      }
      return state;
    }
    const against = (before: AttributionState, now: AttributionState, more = {}) =>
      checkExplainability({
        state: now,
        expectedValue: [0.4],
        baseline: explanationFile([{ attribution: before.global()[0]!, expectedValue: 0.4 }]),
        baselineRows: before.rowCount,
        baselineAttributions: before.sampled(),
        seed: 1,
        ...more,
      }).report;
    const same = [1, 1, 1, 0.9];
    /** The first of the windows without drift that falls below the threshold. */
    const unlucky = Array.from(
      { length: 60 },
      (_, seed) => [close(12, `b${seed}`, same), close(12, `w${seed}`, same)] as const,
    )
      .map(([before, now]) => ({ before, now, report: against(before, now) }))
      .find(({ report }) => report.verdicts[0]!.distance! < 0.9)!;

    it('does not alarm below the threshold where chance explains it, and says so', () => {
      const [verdict] = unlucky.report.verdicts;

      expect(unlucky.report).toMatchObject({ state: 'Completed', violations: [] });
      expect(verdict).toMatchObject({ state: 'Satisfied', threshold: 0.9, reason: expect.stringMatching(/chance/) });
      expect(verdict!.adjustedPValue).toBeGreaterThanOrEqual(0.05);
      expect(verdict!.smallestAlarming).toBeLessThan(verdict!.distance!);
    });

    it('alarms on the same window where there are means only, as Clarify does', () => {
      const { before, now } = unlucky;

      expect(against(before, now, { baselineAttributions: undefined }).state).toBe('CompletedWithViolations');
      expect(against(before, now, { baselineAttributions: { features: ['x'], rows: [[1]] } }).state).toBe(
        'CompletedWithViolations',
      );
    });

    it('alarms where other features matter, in Clarify’s words', () => {
      const report = against(close(60, 'b', [4, 1, 0.1, 0.1]), close(60, 'w', [0.1, 0.1, 1, 4]));

      expect(report.violations).toMatchObject([{ label: 'label0', metric_name: 'shap' }]);
      expect(report.verdicts[0]).toMatchObject({ state: 'Violated', baselineCount: 60, currentCount: 60 });
    });

    it('never alarms above the threshold, however many rows there are', () => {
      const report = against(stateOf([4, 2.05, 2, 0.5], 500, 'b'), stateOf([4, 2, 2.05, 0.5], 500, 'w'));

      expect(report.verdicts[0]).toMatchObject({ state: 'Satisfied' });
      expect(report.verdicts[0]!.smallestAlarming).toBe(0.9);
    });
  });

  it('calls a window without rows empty, and one of a few rows not enough', () => {
    expect(check(stateOf([1, 1, 1, 1], 0)).report.state).toBe('EmptyWindow');
    expect(check(stateOf([0.5, 1, 2, 4], 9)).report).toMatchObject({
      state: 'NotEnoughData',
      reason: expect.stringContaining('10'),
    });
  });

  it('writes the window’s own attributions as the next baseline', () => {
    const { analysis } = check(stateOf([4, 2, 1, 0.5], 60));

    const label = readExplanationFile(JSON.parse(JSON.stringify(analysis)), 'analysis.json').explanations.kernel_shap
      .label0!;
    expect(Object.keys(label.global_shap_values)).toEqual(FEATURES);
    expect(label.expected_value).toBe(0.4);
  });
});

describe('AttributionState', () => {
  it('is the same however the rows are cut, resampled windows included', () => {
    const whole = stateOf([4, 2, 1, 0.5], 40);
    const half = (from: number): AttributionState => {
      const part = new AttributionState(FEATURES, 1);
      for (let row = from; row < 40; row += 2) {
        const random = new SeededRandom('attributions', 'row', row);
        const sign = random.chance(0.5) ? 1 : -1;
        part.add(`row-${row}`, [[4, 2, 1, 0.5].map((mean) => sign * mean * random.between(0.5, 1.5))]);
      }
      return part;
    };

    const merged = AttributionState.read(JSON.parse(JSON.stringify(half(1).merge(half(0)).stored())));

    for (const name of FEATURES) {
      expect(merged.global()[0]![name]).toBeCloseTo(whole.global()[0]![name]!, 12);
      expect(merged.resampled(0)[7]![name]).toBeCloseTo(whole.resampled(0)[7]![name]!, 12);
    }
  });

  it('does not merge with attributions of other features', () => {
    expect(() => stateOf([1, 1, 1, 1], 1).merge(new AttributionState(['other'], 1))).toThrow(
      expect.objectContaining({ name: 'AttributionsInvalid' }),
    );
  });
});
