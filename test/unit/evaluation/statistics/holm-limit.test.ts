import fc from 'fast-check';
import { holmCorrection } from '../../../../core/evaluation/statistics/holm-correction';
import { holmLimit } from '../../../../core/evaluation/statistics/holm-limit';

const pValue = fc.double({ min: 0.0005, max: 1, noNaN: true });

describe('holmLimit', () => {
  it('is the level where there is no other test', () => {
    expect(holmLimit([], 0.05)).toBe(0.05);
    expect(holmLimit([undefined], 0.05)).toBe(0.05);
  });

  it('is the level by the number of tests where none of the others passes', () => {
    expect(holmLimit([0.5, undefined, 0.9, 0.7], 0.04)).toBe(0.01);
  });

  it('separates what Holm’s correction leaves below the level from what it does not', () => {
    fc.assert(
      fc.property(fc.array(fc.option(pValue, { nil: undefined }), { maxLength: 12 }), pValue, (others, value) => {
        const corrected = holmCorrection([...others, value]).at(-1)!;
        expect(corrected < 0.05).toBe(value < holmLimit(others, 0.05));
      }),
      { numRuns: 2000 },
    );
  });
});
