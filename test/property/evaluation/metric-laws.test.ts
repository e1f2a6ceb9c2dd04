import fc from 'fast-check';
import { expectedCalibrationError } from '../../../core/evaluation/calibration/calibration-error';
import { fitTemperature } from '../../../core/evaluation/calibration/fit-temperature';
import { equalMassBins, equalWidthBins } from '../../../core/evaluation/calibration/reliability-bins';
import { evaluate } from '../../../core/evaluation/evaluate';
import { EvaluationState } from '../../../core/evaluation/evaluation-state';
import { areaUnderRoc } from '../../../core/evaluation/metrics/area-under-roc';
import { rank } from '../../../core/evaluation/metrics/ranking';
import { rocCurve } from '../../../core/evaluation/metrics/roc-curve';
import {
  clopperPearsonInterval,
  isUpperLimitWithin,
} from '../../../core/evaluation/statistics/clopper-pearson-interval';
import { wilsonInterval } from '../../../core/evaluation/statistics/wilson-interval';
import { calibrate } from '../../../core/inference/calibrate';
import { arbitraryRows } from './arbitrary-rows';

const score = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.5, 1));
const ranked = fc.array(fc.record({ score, positive: fc.boolean() }), { minLength: 1, maxLength: 50 });

it('has an AUC that is the share of pairs in the right order', () => {
  fc.assert(
    fc.property(ranked, (rows) => {
      const positives = rows.filter(({ positive }) => positive);
      const negatives = rows.filter(({ positive }) => !positive);
      const won = positives.flatMap((one) => negatives.map((other) => (Math.sign(one.score - other.score) + 1) / 2));

      const area = areaUnderRoc(rank(rows));

      if (won.length === 0) expect(area).toBeUndefined();
      else expect(area).toBeCloseTo(won.reduce((sum, value) => sum + value, 0) / won.length, 10);
    }),
  );
});

it('has a ROC curve that rises from (0, 0) to (1, 1)', () => {
  fc.assert(
    fc.property(ranked, (rows) => {
      const curve = rocCurve(rank(rows));
      expect([curve[0], curve.at(-1)]).toEqual([
        { falsePositiveRate: 0, truePositiveRate: 0 },
        { falsePositiveRate: 1, truePositiveRate: 1 },
      ]);
      curve.slice(1).forEach((point, index) => {
        expect(point.falsePositiveRate).toBeGreaterThanOrEqual(curve[index]!.falsePositiveRate);
        expect(point.truePositiveRate).toBeGreaterThanOrEqual(curve[index]!.truePositiveRate);
      });
    }),
  );
});

it('fits a temperature that no other betters', () => {
  const temperature = fc.double({ min: 0.05, max: 20, noNaN: true });
  fc.assert(
    fc.property(arbitraryRows(2, 40), temperature, ({ rows }, other) => {
      const positive = rows.map(({ label, probabilities }) => {
        const lifted = probabilities.map((value) => value + 1e-3);
        const sum = lifted.reduce((total, value) => total + value, 0);
        return { label, probabilities: lifted.map((value) => value / sum) };
      });
      const loss = (t: number): number =>
        positive.reduce((sum, row) => sum - Math.log(calibrate(row.probabilities, t)[row.label]!), 0);

      const fit = fitTemperature(positive);

      fc.pre(fit.outcome === 'fitted' || fit.outcome === 'at-limit');
      expect(loss(fit.temperature)).toBeLessThanOrEqual(loss(other) + 1e-9);
    }),
  );
});

it('counts every row in exactly one bin, and errs by no more than 1', () => {
  const confident = fc.array(fc.record({ confidence: score, right: fc.boolean() }), { maxLength: 60 });
  fc.assert(
    fc.property(confident, fc.integer({ min: 1, max: 40 }), (rows, bins) => {
      for (const made of [equalWidthBins(rows, bins), equalMassBins(rows, bins)]) {
        expect(made.reduce((sum, bin) => sum + bin.rows, 0)).toBe(rows.length);
        expect(made.length).toBeLessThanOrEqual(bins);
        for (const bin of made.filter((one) => one.rows > 0)) {
          expect(bin.confidence).toBeGreaterThanOrEqual(bin.from - 1e-12);
          expect(bin.confidence).toBeLessThanOrEqual(bin.to + 1e-12);
        }
        expect(expectedCalibrationError(made)).toBeLessThanOrEqual(1);
      }
    }),
  );
});

it('has intervals that hold the estimate, and mirror', () => {
  const counts = fc.integer({ min: 1, max: 5000 }).chain((n) => fc.tuple(fc.nat(n), fc.constant(n)));
  fc.assert(
    fc.property(counts, ([successes, trials]) => {
      for (const intervalOf of [wilsonInterval, clopperPearsonInterval]) {
        const { low, high } = intervalOf(successes, trials);
        const mirrored = intervalOf(trials - successes, trials);
        expect(low).toBeLessThanOrEqual(successes / trials);
        expect(high).toBeGreaterThanOrEqual(successes / trials);
        expect(mirrored.low).toBeCloseTo(1 - high, 9);
      }
    }),
    { numRuns: 200 },
  );
});

/** Probability of at most `most` successes, term by term. */
function binomialTail(most: number, trials: number, share: number): number {
  let [term, sum] = [(1 - share) ** trials, 0];
  for (let successes = 0; successes <= most; successes += 1) {
    sum += term;
    term *= ((trials - successes) / (successes + 1)) * (share / (1 - share));
  }
  return sum;
}

it('has an exact interval at whose ends the binomial tails are 2.5 %', () => {
  const counts = fc
    .integer({ min: 2, max: 60 })
    .chain((n) => fc.tuple(fc.integer({ min: 1, max: n - 1 }), fc.constant(n)));
  fc.assert(
    fc.property(counts, ([successes, trials]) => {
      const { low, high } = clopperPearsonInterval(successes, trials);
      expect(binomialTail(successes, trials, high)).toBeCloseTo(0.025, 9);
      expect(1 - binomialTail(successes - 1, trials, low)).toBeCloseTo(0.025, 9);
      expect([high - 1e-6, high + 1e-6].map((limit) => isUpperLimitWithin(limit, successes, trials))).toEqual([
        false,
        true,
      ]);
    }),
  );
});

it('weighs recall into the accuracy, and keeps every share within 0 and 1', () => {
  fc.assert(
    fc.property(arbitraryRows(1, 40), ({ classes, rows }) => {
      const state = new EvaluationState({ classes, temperature: 1.5 });
      for (const { label, probabilities } of rows) state.add(label, probabilities);

      const { accuracy, weighted, macro, perClass, baseline, raw, calibrated } = evaluate(state, {
        threshold: 0.9,
        target: { maxErrorRate: 0.02 },
      });

      expect(weighted.recall).toBeCloseTo(accuracy, 12);
      const shares = [
        accuracy,
        baseline.accuracy,
        macro.f1,
        macro.precision,
        weighted.f1,
        ...perClass.map(({ f1 }) => f1),
      ];
      shares.push(raw.expectedCalibrationError, calibrated.equalMassError);
      expect(shares.filter((share) => !(share >= 0 && share <= 1 + 1e-12))).toEqual([]);
    }),
  );
});
