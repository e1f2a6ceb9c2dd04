import { checkDataQuality } from '../../../core/monitoring/data-quality/check-data-quality';
import { suggestConstraints } from '../../../core/monitoring/data-quality/suggest-constraints';
import { tableStatistics } from '../../../core/monitoring/data-quality/table-statistics';
import { SeededRandom } from '../../../core/seeded-random';
import { analyseCsv } from '../../fixtures/monitoring/analyse';

const WINDOWS = 200;
const COLOURS = ['red', 'green', 'blue', 'white'];

/** Rows of two numbers and a colour; `shift` in standard deviations moves one number. */
function rows(count: number, shift: number, ...seed: (string | number)[]): string {
  const random = new SeededRandom(...seed);
  const lines = Array.from({ length: count }, () => {
    return `${(random.bell() + shift).toFixed(6)},${(random.fraction() ** 3).toFixed(6)},${random.pick(COLOURS)}`;
  });
  return `x,y,colour\n${lines.join('\n')}\n`;
}

const baseline = tableStatistics(analyseCsv(rows(4000, 0, 'baseline')));
const constraints = suggestConstraints(baseline);

/** Windows of 400 rows whose drift alarms. */
function alarms(shift: number): { any: number; significant: number } {
  let [any, significant] = [0, 0];
  for (let window = 0; window < WINDOWS; window += 1) {
    const { verdicts } = checkDataQuality(
      analyseCsv(rows(400, shift, 'window', shift, window), { baseline }),
      constraints,
    );
    if (verdicts.some(({ state }) => state === 'Violated')) any += 1;
    if (verdicts.some(({ adjustedPValue = 1 }) => adjustedPValue < 0.05)) significant += 1;
  }
  return { any, significant };
}

it('alarms on at most 5 % of windows that have not drifted, and corrected p-values below 0.05 are as rare', () => {
  const { any, significant } = alarms(0);

  expect(any).toBeLessThanOrEqual(0.05 * WINDOWS);
  // 200 windows at 5 %: 10, and 19 or more of them once in 200 tries.
  expect(significant).toBeLessThan(19);
});

it('alarms on at least 95 % of windows in which one feature has moved by one standard deviation', () => {
  expect(alarms(1).any).toBeGreaterThanOrEqual(0.95 * WINDOWS);
});
