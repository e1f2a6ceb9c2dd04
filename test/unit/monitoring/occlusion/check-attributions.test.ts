import { checkAttributions, type RegionAttributions } from '../../../../core/monitoring/occlusion/check-attributions';
import { SeededRandom } from '../../../../core/seeded-random';

/** What each region adds on average, in the order of the regions; the centre, the fifth, matters most. */
const USUAL = [0.02, 0.04, 0.02, 0.05, 0.22, 0.06, 0.04, 0.07, 0.04];
const LEVEL = 0.05;

/** Images scatter widely: each region from nothing to twice its mean. */
const images = (count: number, seed: number, means = USUAL): RegionAttributions =>
  Array.from({ length: count }, (_, index) => {
    const random = new SeededRandom('attributions', seed, index);
    return means.map((mean) => mean * random.between(0, 2));
  });

const check = (current: RegionAttributions, baseline = images(60, 1)) =>
  checkAttributions({ baseline, current, seed: 1, level: LEVEL });

describe('drift of what the model looks at', () => {
  it('is none where other images are explained alike, and says what would have alarmed', () => {
    const report = check(images(60, 2));

    expect(report).toMatchObject({ kind: 'explainability', state: 'Completed', rows: 60, violations: [] });
    for (const verdict of report.verdicts)
      expect(verdict).toEqual({
        subject: expect.stringMatching(/label0|attributions/),
        method: expect.stringMatching(/nDCG|MMD/),
        state: 'Satisfied',
        baselineCount: 60,
        currentCount: 60,
        distance: expect.any(Number),
        threshold: expect.any(Number),
        smallestAlarming: expect.any(Number),
        pValue: expect.any(Number),
        adjustedPValue: expect.any(Number),
      });
  });

  it('is found in the order where another region matters most', () => {
    const right = [0.02, 0.04, 0.02, 0.05, 0.06, 0.22, 0.04, 0.07, 0.04];
    const { state, violations, verdicts } = check(images(60, 2, right));

    expect(state).toBe('CompletedWithViolations');
    expect(violations).toContainEqual({
      constraint_check_type: 'feature_attribution_drift_check',
      description: expect.stringMatching(/^Feature attribution drift 0\.\d+ exceeds threshold 0\.\d+$/),
      label: 'label0',
      metric_name: 'shap',
    });
    const [order] = verdicts;
    expect(order!.distance).toBeLessThan(order!.threshold!);
  });

  it('is found where all regions matter more and their order stays', () => {
    const { violations } = check(
      images(
        60,
        2,
        USUAL.map((mean) => mean * 1.8),
      ),
    );

    expect(violations.map(({ metric_name: name }) => name)).toEqual(['attributions']);
  });

  it('alarms in at most about one in twenty windows without drift', () => {
    const alarms = Array.from({ length: 60 }, (_, window) =>
      check(images(40, 100 + window), images(40, 1000 + window)),
    );

    // More than 8 of 60 come once in 400 times at a true rate of 5 %.
    expect(alarms.filter(({ state }) => state !== 'Completed').length).toBeLessThanOrEqual(8);
  });

  it('is not looked for in a few images, in an empty window, or with a baseline that has none', () => {
    expect(check(images(9, 2))).toMatchObject({
      state: 'NotEnoughData',
      reason: expect.stringContaining('60 of the baseline and 9 of the window'),
    });
    expect(check([])).toMatchObject({ state: 'EmptyWindow', violations: [] });
    expect(check(images(60, 2), [])).toMatchObject({ state: 'NotEnoughData' });
  });
});
