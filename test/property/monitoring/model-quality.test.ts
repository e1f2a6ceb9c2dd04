import fc from 'fast-check';
import { checkModelQuality } from '../../../core/monitoring/model-quality/check-model-quality';
import { ModelQualityState } from '../../../core/monitoring/model-quality/model-quality-state';
import { modelQualityStatistics } from '../../../core/monitoring/model-quality/model-quality-statistics';
import { readModelQuality, storeModelQuality } from '../../../core/monitoring/model-quality/stored-model-quality';
import { suggestModelQualityConstraints } from '../../../core/monitoring/model-quality/suggest-model-quality-constraints';
import { BottomSample } from '../../../core/monitoring/sketch/bottom-sample';
import { SeededRandom } from '../../../core/seeded-random';
import { captureLine, labelLine, labelledWindow } from '../../fixtures/monitoring/labelled';

const throughJson = (state: ModelQualityState) =>
  readModelQuality(JSON.parse(JSON.stringify(storeModelQuality(state))));

it.each(['binary', 'multiclass', 'regression'] as const)(
  'gives the same %s metrics and report in any parts and order',
  (kind) => {
    const classes = kind === 'binary' ? 2 : 4;
    const answer = fc.record({
      label: fc.nat(classes - 1),
      weights: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: classes, maxLength: classes }),
    });
    fc.assert(
      fc.property(fc.array(answer, { minLength: 1, maxLength: 230 }), fc.nat(230), (answers, cut) => {
        const lines = answers.map(({ weights }, index) => {
          const sum = weights.reduce((total, weight) => total + weight, 0);
          const output =
            kind === 'regression' ? `${weights[0]! / 3}` : JSON.stringify(weights.map((weight) => weight / sum));
          return captureLine(`i${index}`, output);
        });
        const labels = [
          {
            file: 'labels',
            content: answers.map(({ label }, index) => labelLine(`i${index}`, String(label))).join(''),
          },
        ];
        const read = (part: readonly string[]) =>
          labelledWindow([{ file: 'captures', content: part.join('') }], labels, { kind }, 5);

        const whole = read(lines);
        const merged = new ModelQualityState({ kind }, 5);
        merged.merge(throughJson(read(lines.slice(cut))));
        merged.merge(throughJson(read(lines.slice(0, cut))));

        const statistics = modelQualityStatistics(whole)!;
        const constraints = suggestModelQualityConstraints(statistics);
        expect(modelQualityStatistics(merged)).toEqual(statistics);
        expect(checkModelQuality(merged, constraints)).toEqual(checkModelQuality(whole, constraints));
      }),
      { numRuns: 15 },
    );
  },
);

it('samples the same rows in any parts and order, and all of them up to its size', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 6000 }), fc.nat(6000), fc.integer(), (count, cut, seed) => {
      const random = new SeededRandom(seed);
      const rows = Array.from({ length: count }, (_, index) => [random.fraction(), index] as const);
      const sampled = (list: readonly (readonly [number, number])[]) => {
        const sample = new BottomSample(1500, 1);
        for (const [key, value] of list) sample.add(key, [value]);
        return sample;
      };
      const whole = sampled(rows);
      const merged = sampled(random.shuffled(rows.slice(cut)));
      merged.merge(sampled(rows.slice(0, cut)));

      expect(merged.rows()).toEqual(whole.rows());
      expect(whole.rows()).toHaveLength(Math.min(1500, count));
      expect(merged.offered).toBe(count);
    }),
    { numRuns: 20 },
  );
});
