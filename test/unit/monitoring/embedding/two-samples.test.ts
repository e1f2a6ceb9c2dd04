import { maximumMeanDiscrepancy } from '../../../../core/monitoring/embedding/maximum-mean-discrepancy';
import { fitPrincipalComponents, project } from '../../../../core/monitoring/embedding/principal-components';
import { SeededRandom } from '../../../../core/seeded-random';

const cloud = (rows: number, centre: number, seed: number, spread = 1): number[][] => {
  const random = new SeededRandom('cloud', seed);
  return Array.from({ length: rows }, () => [
    centre + spread * random.bell(),
    spread * random.bell(),
    spread * random.bell(),
  ]);
};
const OPTIONS = { seed: 1, level: 0.05, permutations: 199 };

describe('maximumMeanDiscrepancy', () => {
  it('finds that the mean has moved', () => {
    const { pValue, distance, smallestAlarming } = maximumMeanDiscrepancy(cloud(60, 0, 1), cloud(50, 1.2, 2), OPTIONS);

    expect(pValue).toBe(1 / 200);
    expect(distance).toBeGreaterThan(smallestAlarming);
  });

  it('finds that the spread has changed though the mean has not', () => {
    expect(maximumMeanDiscrepancy(cloud(80, 0, 1), cloud(80, 0, 2, 3), OPTIONS).pValue).toBeLessThan(0.02);
  });

  it('alarms at the level asked for when nothing has changed', () => {
    const alarms = Array.from({ length: 200 }, (_, seed) =>
      maximumMeanDiscrepancy(cloud(15, 0, 2 * seed), cloud(12, 0, 2 * seed + 1), {
        ...OPTIONS,
        seed,
        permutations: 99,
      }),
    ).filter(({ pValue }) => pValue <= 0.05).length;

    // Binomial with 200 draws of 0.05: mean 10, standard deviation 3.1.
    expect(alarms).toBeLessThanOrEqual(10 + 4 * 3.1);
  });

  it('finds nothing between rows that are all the same', () => {
    const same = Array.from({ length: 5 }, () => [1, 2, 3]);

    expect(maximumMeanDiscrepancy(same, same, OPTIONS)).toMatchObject({ pValue: 1, distance: expect.closeTo(0, 6) });
  });

  it('gives the same answer for the same seed', () => {
    const run = () => maximumMeanDiscrepancy(cloud(20, 0, 1), cloud(20, 0.3, 2), OPTIONS);

    expect(run()).toEqual(run());
  });
});

describe('fitPrincipalComponents', () => {
  const random = new SeededRandom('line');
  const line = Array.from({ length: 200 }, () => {
    const along = 5 * random.bell();
    return [1 + 0.6 * along, 2 + 0.8 * along, 3 + 0.1 * random.bell()];
  });

  it('finds the direction of the greatest variance first', () => {
    const { mean, components } = fitPrincipalComponents(line, 2);

    expect(components[0]![0]).toBeCloseTo(0.6, 2);
    expect(components[0]![1]).toBeCloseTo(0.8, 2);
    expect(Math.abs(components[1]![2]!)).toBeCloseTo(1, 2);
    expect(mean[2]).toBeCloseTo(3, 1);
  });

  it('gives unit vectors at right angles', () => {
    const { components } = fitPrincipalComponents(line, 3);

    for (const [at, one] of components.entries())
      for (const [other, two] of components.entries())
        expect(one.reduce((sum, value, index) => sum + value * two[index]!, 0)).toBeCloseTo(at === other ? 1 : 0, 8);
  });

  it('leaves out directions in which nothing varies', () => {
    expect(
      fitPrincipalComponents(
        [
          [1, 5],
          [2, 5],
          [3, 5],
        ],
        2,
      ).components,
    ).toHaveLength(1);
  });

  it('projects the mean to the origin', () => {
    const fitted = fitPrincipalComponents(line, 2);

    for (const value of project(fitted, fitted.mean)) expect(value).toBeCloseTo(0, 10);
  });
});
