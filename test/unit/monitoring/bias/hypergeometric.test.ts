import { drawCells, hypergeometric } from '../../../../core/monitoring/bias/hypergeometric';
import { SeededRandom } from '../../../../core/seeded-random';

const choose = (all: number, some: number): number => {
  let ways = 1;
  for (let each = 0; each < some; each += 1) ways *= (all - each) / (each + 1);
  return ways;
};

describe('hypergeometric', () => {
  it.each([
    [5, 7, 4],
    [30, 12, 20],
    [3, 40, 25],
  ])('draws %d marked among %d others, %d at a time, as often as counting says', (marked, others, drawn) => {
    const random = new SeededRandom('hypergeometric', marked);
    const rounds = 20_000;
    const seen = new Map<number, number>();
    for (let round = 0; round < rounds; round += 1) {
      const count = hypergeometric(random, marked, others, drawn);
      seen.set(count, (seen.get(count) ?? 0) + 1);
    }
    for (let count = 0; count <= drawn; count += 1) {
      const share = (choose(marked, count) * choose(others, drawn - count)) / choose(marked + others, drawn);
      const expected = count > marked || drawn - count > others ? 0 : share;
      const deviation = Math.sqrt((expected * (1 - expected)) / rounds);
      expect(Math.abs((seen.get(count) ?? 0) / rounds - expected)).toBeLessThanOrEqual(5 * deviation + 1e-9);
    }
  });

  it('has the mean and deviation of large numbers too', () => {
    const random = new SeededRandom('large');
    const [marked, others, drawn] = [400_000, 600_000, 50_000];
    const draws = Array.from({ length: 2000 }, () => hypergeometric(random, marked, others, drawn));
    const mean = draws.reduce((sum, each) => sum + each, 0) / draws.length;
    const variance = draws.reduce((sum, each) => sum + (each - mean) ** 2, 0) / draws.length;

    expect(Math.abs(mean - 20_000)).toBeLessThan(12);
    expect(Math.sqrt(variance) / Math.sqrt(50_000 * 0.4 * 0.6 * 0.95)).toBeCloseTo(1, 1);
  });

  it('leaves no choice where there is none', () => {
    const random = new SeededRandom('none');

    expect(hypergeometric(random, 0, 9, 4)).toBe(0);
    expect(hypergeometric(random, 6, 0, 4)).toBe(4);
    expect(hypergeometric(random, 6, 3, 9)).toBe(6);
  });
});

it('drawCells takes as many rows as were wanted, of no sort more than there are, and of the named sorts alone', () => {
  const pooled = Float64Array.from([4, 9, 0, 3, 100]);
  const random = new SeededRandom('cells');
  for (let round = 0; round < 200; round += 1) {
    const taken = new Float64Array(5);
    drawCells(random, pooled, [0, 1, 3], 11, taken);
    expect(taken.reduce((sum, count) => sum + count, 0)).toBe(11);
    expect(taken[4]).toBe(0);
    expect(taken.every((count, index) => count >= 0 && count <= pooled[index]!)).toBe(true);
  }
});
