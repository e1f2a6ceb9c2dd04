import fc from 'fast-check';
import { operatingPointAt } from '../../../core/evaluation/selection/operating-point';
import { recommendThreshold } from '../../../core/evaluation/selection/recommend-threshold';
import { riskCoverageCurve } from '../../../core/evaluation/selection/risk-coverage-curve';

const confidence = fc.oneof(fc.double({ min: 0.01, max: 1, noNaN: true }), fc.constantFrom(0.5, 0.9, 0.99, 1));
const rows = fc.array(fc.record({ confidence, right: fc.boolean() }), { minLength: 1, maxLength: 60 });
const target = fc.double({ min: 0, max: 1, noNaN: true });
const judgedBy = fc.constantFrom('estimate', 'upper-limit' as const);

it('accepts fewer images the higher the threshold', () => {
  fc.assert(
    fc.property(rows, confidence, confidence, (some, one, other) => {
      const [low, high] = [Math.min(one, other), Math.max(one, other)];
      expect(operatingPointAt(some, high).accepted).toBeLessThanOrEqual(operatingPointAt(some, low).accepted);
    }),
  );
});

it('recommends a threshold that does on the rows what it says, and keeps to the target', () => {
  fc.assert(
    fc.property(rows, target, judgedBy, (some, maxErrorRate, by) => {
      const recommendation = recommendThreshold(some, { maxErrorRate, judgedBy: by });
      const point = recommendation.outcome === 'recommended' ? recommendation.point : recommendation.nearest;
      const judged = by === 'estimate' ? point.errorRate! : point.interval!.high;

      expect(operatingPointAt(some, point.threshold)).toEqual(point);
      expect(judged <= maxErrorRate).toBe(recommendation.outcome === 'recommended');
    }),
  );
});

it('recommends nothing that any other threshold betters', () => {
  fc.assert(
    fc.property(rows, target, (some, maxErrorRate) => {
      const recommendation = recommendThreshold(some, { maxErrorRate });
      const keeping = some
        .map((row) => operatingPointAt(some, row.confidence))
        .filter(({ errorRate }) => errorRate! <= maxErrorRate);

      const widest = Math.max(0, ...keeping.map(({ coverage }) => coverage));
      expect(recommendation.outcome === 'recommended' ? recommendation.point.coverage : 0).toBe(widest);
    }),
  );
});

it('is no stricter for a looser target', () => {
  fc.assert(
    fc.property(rows, target, target, (some, one, other) => {
      const coverageAt = (maxErrorRate: number): number => {
        const recommendation = recommendThreshold(some, { maxErrorRate });
        return recommendation.outcome === 'recommended' ? recommendation.point.coverage : 0;
      };
      expect(coverageAt(Math.min(one, other))).toBeLessThanOrEqual(coverageAt(Math.max(one, other)));
    }),
  );
});

it('has an area between its optimum and 1, whatever the order of the rows', () => {
  fc.assert(
    fc.property(rows, (some) => {
      const curve = riskCoverageCurve(some);
      expect(curve.area).toBeGreaterThanOrEqual(curve.excessArea);
      expect(curve.area).toBeLessThanOrEqual(1);
      expect(riskCoverageCurve([...some].reverse())).toEqual(curve);
    }),
  );
});
