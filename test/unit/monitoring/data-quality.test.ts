import { checkDataQuality } from '../../../core/monitoring/data-quality/check-data-quality';
import { suggestConstraints } from '../../../core/monitoring/data-quality/suggest-constraints';
import { tableStatistics } from '../../../core/monitoring/data-quality/table-statistics';
import type { Constraints } from '../../../core/monitoring/formats/constraints';
import { SeededRandom } from '../../../core/seeded-random';
import { analyse, analyseCsv } from '../../fixtures/monitoring/analyse';

const csv = (header: string, rows: readonly string[]) => `${header}\n${rows.join('\n')}\n`;
const table = (count: number, row: (index: number, random: SeededRandom) => string, header = 'n,s', seed = 1) => {
  const random = new SeededRandom(seed);
  return csv(
    header,
    Array.from({ length: count }, (_, index) => row(index, random)),
  );
};
const usual = (_: number, random: SeededRandom) => `${random.below(50)},${random.pick(['red', 'green', 'blue'])}`;

const BASELINE = table(1000, usual);
const baseline = tableStatistics(analyseCsv(BASELINE));
const suggested = suggestConstraints(baseline);
const check = (content: string | Buffer, constraints: Constraints = suggested) =>
  checkDataQuality(analyseCsv(content, { baseline }, ['n', 's']), constraints);
const withConfig = (change: object, feature: object = {}): Constraints => ({
  ...suggested,
  features: suggested.features.map((one) => ({ ...one, ...feature })),
  monitoring_config: { ...suggested.monitoring_config, ...change },
});

it('finds nothing when the window is distributed as the baseline', () => {
  const { state, violations, verdicts } = check(table(800, usual, 'n,s', 2));

  expect({ state, violations }).toEqual({ state: 'Completed', violations: [] });
  expect(verdicts.map(({ subject, state }) => [subject, state])).toEqual([
    ['n', 'Satisfied'],
    ['s', 'Satisfied'],
  ]);
});

it('says of every drift verdict what is needed to judge it', () => {
  const { state, verdicts, violations } = check(table(500, (_, random) => `${25 + random.below(50)},red`, 'n,s', 3));

  const noise = 1.8 * Math.sqrt(1500 / 500_000);
  expect(state).toBe('CompletedWithViolations');
  expect(verdicts[0]).toMatchObject({
    method: 'Robust',
    state: 'Violated',
    baselineCount: 1000,
    currentCount: 500,
    threshold: 0.1,
  });
  expect(verdicts[0]!.smallestAlarming).toBeCloseTo(0.1 + noise, 12);
  expect(verdicts[0]!.distance).toBeCloseTo(verdicts[0]!.simpleDistance! - noise, 12);
  expect(verdicts[0]!.adjustedPValue).toBeLessThan(1e-10);
  expect(verdicts[1]).toMatchObject({ method: 'RobustLInfinity', state: 'Violated' });
  expect(violations[0]?.description).toMatch(/^Baseline drift distance: 0\.\d+ exceeds threshold: 0\.1$/);
});

it('writes the description of types as the service does when a part of the data has another', () => {
  const rows = Array.from({ length: 2542 }, (_, index) => `${index < 9 ? '1.5' : '7'},red`);

  const { violations } = check(
    csv('n,s', rows),
    withConfig({ distribution_constraints: { perform_comparison: 'Disabled' } }),
  );

  expect(violations).toEqual([
    {
      feature_name: 'n',
      constraint_check_type: 'data_type_check',
      description:
        'Data type match requirement is not met. Expected data type: Integral, Expected match: 100.0%. ' +
        'Observed: Only 99.64594807238394% of data is Integral.',
    },
  ]);
});

it('finds missing values, negative numbers and strange categories', () => {
  const { violations } = check(
    csv('n,s', ['-1,red', ',red', '3,mauve', '4,']),
    withConfig({ distribution_constraints: { perform_comparison: 'Disabled' } }),
  );

  expect(violations.map(({ feature_name, constraint_check_type }) => [feature_name, constraint_check_type])).toEqual([
    ['n', 'completeness_check'],
    ['n', 'non_negativity_check'],
    ['s', 'completeness_check'],
    ['s', 'categorical_values_check'],
  ]);
  expect(violations[0]?.description).toContain('Only 75.0% of data is complete');
  expect(violations[3]?.description).toContain('"mauve"');
});

it('finds columns that are missing and columns that are new', () => {
  const { violations } = checkDataQuality(analyseCsv('s,t\nred,1\n', { baseline }), suggested);

  expect(violations.map(({ feature_name, constraint_check_type }) => [feature_name, constraint_check_type])).toEqual(
    expect.arrayContaining([
      ['n', 'missing_column_check'],
      ['t', 'extra_column_check'],
    ]),
  );
});

it('takes columns in another order by their names', () => {
  const swapped = table(800, (index, random) => usual(index, random).split(',').reverse().join(','), 's,n', 2);

  expect(check(swapped).state).toBe('Completed');
});

it.each(['monitoringConfigOverrides', 'monitoring_config_overrides'])(
  'lets a feature override the file by %s',
  (spelling) => {
    const drifted = table(500, (_, random) => `${random.below(50) + 25},red`, 'n,s', 3);
    const off = withConfig({}, { [spelling]: { distribution_constraints: { enable_comparisons: false } } });
    const loose = withConfig(
      {},
      {
        [spelling]: { distribution_constraints: { comparison_threshold: 0.9, categorical_comparison_threshold: 0.9 } },
      },
    );

    expect(check(drifted, off)).toMatchObject({ state: 'Completed', verdicts: [] });
    expect(check(drifted, loose)).toMatchObject({ state: 'Completed' });
    expect(check(drifted, loose).verdicts[0]?.threshold).toBe(0.9);
  },
);

it('tests categories by chi-squared where the file asks for it', () => {
  const constraints = withConfig({
    distribution_constraints: { categorical_drift_method: 'ChiSquared', categorical_comparison_threshold: 0.05 },
  });

  const same = check(table(800, usual, 'n,s', 2), constraints).verdicts[1];
  const drifted = check(
    table(800, (_, random) => `${random.below(50)},${random.chance(0.5) ? 'red' : 'blue'}`, 'n,s', 2),
    constraints,
  );
  const few = check(csv('n,s', ['1,red', '2,blue']), constraints).verdicts[1];

  expect(same).toMatchObject({ method: 'ChiSquared', state: 'Satisfied', degreesOfFreedom: 2 });
  expect(same?.smallestAlarming).toBeCloseTo(5.991464547, 8);
  expect(drifted.verdicts[1]).toMatchObject({ state: 'Violated' });
  expect(drifted.violations.find(({ feature_name }) => feature_name === 's')?.description).toMatch(
    /p-value: .* is below threshold: 0.05/,
  );
  expect(few).toMatchObject({ state: 'NotEnoughData', reason: expect.stringContaining('Cochran') });
});

describe('states', () => {
  it('is an empty window when there is no row', () => {
    expect(check('n,s\n')).toMatchObject({ state: 'EmptyWindow', rows: 0, violations: [], faults: [] });
  });

  it('is a failure that names file and line when no row can be read', () => {
    const { state, reason } = check('n,s\n1\n2,3,4\n');

    expect({ state, reason }).toEqual({
      state: 'Failed',
      reason: 'None of 2 rows can be read. data.csv line 2: FieldCount: the record has 1 fields, the table 2',
    });
  });

  it('is not enough data, with numbers, when no distance could alarm: one row', () => {
    const { state, reason, verdicts } = check('n,s\n1,red\n');

    expect(state).toBe('NotEnoughData');
    expect(reason).toContain('At 1000 rows against 1');
    expect(verdicts[0]).toMatchObject({ state: 'NotEnoughData', currentCount: 1 });
    expect(verdicts[0]!.smallestAlarming).toBeGreaterThan(1);
  });

  it('has numbers for zero variance, and infinities break the type, not the run', () => {
    const constant = tableStatistics(analyseCsv(csv('n', Array(300).fill('5'))));
    const infinite = tableStatistics(analyseCsv(csv('n', ['1.5', 'Infinity', '-inf', '2.5'])));

    expect(constant.features[0]?.numerical_statistics).toMatchObject({
      mean: 5,
      std_dev: 0,
      distribution: { kll: { buckets: [{ lower_bound: 5, upper_bound: 5, count: 300 }] } },
    });
    expect(infinite.features[0]).toMatchObject({
      inferred_type: 'Fractional',
      numerical_statistics: { mean: 2, min: 1.5, max: 2.5 },
    });
    expect(check(csv('n,s', ['Infinity,red', '1,red'])).violations[0]).toMatchObject({
      constraint_check_type: 'data_type_check',
    });
  });

  it('writes NaN where sums are beyond the range of doubles', () => {
    const { features } = tableStatistics(analyseCsv(csv('n', ['1.5e308', '1.5e308', '1.5e308'])));

    expect(features[0]?.numerical_statistics).toMatchObject({ mean: 'NaN', std_dev: 'NaN', min: 1.5e308 });
  });
});

it('has no distribution of texts with very many values, and estimates how many there are', () => {
  const rows = Array.from({ length: 20_000 }, (_, index) => `id-${index}`);

  const { features } = tableStatistics(analyseCsv(csv('s', rows)));

  expect(features[0]?.string_statistics?.distribution).toBeUndefined();
  expect(features[0]?.string_statistics?.distinct_count).toBeGreaterThan(19_000);
  expect(features[0]?.string_statistics?.distinct_count).toBeLessThan(21_000);
});

it('reads JSON Lines with columns that come and go', () => {
  const content = '{"a":1,"b":{"c":"x"}}\n{"a":2}\nnot json\n{"a":null,"b":{"c":"y"}}\n';

  const analysis = analyse([{ file: 'rows.jsonl', content }], { format: 'json-lines' });

  const { features } = tableStatistics(analysis);
  expect(features.map(({ name, inferred_type }) => [name, inferred_type])).toEqual([
    ['a', 'Integral'],
    ['b.c', 'String'],
  ]);
  expect(features[1]?.string_statistics?.common).toEqual({ num_present: 2, num_missing: 1 });
  expect(analysis.reading.faults.list()).toMatchObject([
    { file: 'rows.jsonl', line: 3, reason: expect.stringMatching(/^NotJson/) },
  ]);
});
