import { holmCorrection } from '../../../../core/evaluation/statistics/holm-correction';

describe('holmCorrection', () => {
  it('multiplies the smallest by the number of tests, the next by one less, in the order given', () => {
    expect(holmCorrection([0.04, 0.01, 0.3])).toEqual([0.08, 0.03, 0.3]);
  });

  it('never gives a larger value a smaller correction', () => {
    expect(holmCorrection([0.02, 0.021, 0.022])).toEqual([0.06, 0.06, 0.06]);
  });

  it('stays at 1 at most', () => {
    expect(holmCorrection([0.6, 0.9])).toEqual([1, 1]);
  });

  it('does not count tests that could not be made', () => {
    expect(holmCorrection([undefined, 0.01, undefined, 0.02])).toEqual([undefined, 0.02, undefined, 0.02]);
  });

  it('is empty for no tests', () => {
    expect(holmCorrection([])).toEqual([]);
  });
});
