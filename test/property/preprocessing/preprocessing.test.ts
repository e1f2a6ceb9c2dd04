import fc from 'fast-check';
import { preprocessingDeclarationSchema } from '../../../core/preprocessing/declaration';
import { encodeTable } from '../../../core/preprocessing/encode-table';
import { fitPreprocessing } from '../../../core/preprocessing/fit-preprocessing';
import {
  featureNames,
  formatFittedPreprocessing,
  parseFittedPreprocessing,
} from '../../../core/preprocessing/fitted-preprocessing';
import { splitRows } from '../../../core/preprocessing/split-rows';

const category = fc.constantFrom('a', 'b ', 'Ü', '1', '1.0', '', '-3', 'x,y');
const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }).map(String), fc.constant(''));
const row = fc.tuple(number, category, number, fc.constantFrom('yes', 'no', 'maybe')).map(([...cells]) => cells);
const table = fc
  .array(row, { minLength: 1, maxLength: 20 })
  .map((rows) => [...rows, ['1', 'a', '2', 'yes'], ['1', 'b', '2', 'no']])
  .map((rows) => ({
    name: 't.csv',
    columns: ['n', 'c', 'm', 'y'],
    rows: rows.map((cells, index) => ({ line: index + 2, cells })),
  }));
const declaration = fc
  .record({
    order: fc.oneof(
      fc.constantFrom('table' as const, 'numbers-first' as const, 'categories-first' as const),
      fc.shuffledSubarray(['n', 'c', 'm', 'is_a'], { minLength: 4, maxLength: 4 }),
    ),
    unknownCategory: fc.constantFrom('zeros' as const, 'error' as const),
  })
  .map((given) =>
    preprocessingDeclarationSchema.parse({
      version: 1,
      label: { column: 'y', positive: 'yes' },
      categorical: ['c'],
      derived: [{ name: 'is_a', column: 'c', in: ['a', 1] }],
      ...given,
    }),
  );

it('encodes every row it was fitted on: as many numbers as names, one 1 for a category, and none lost', () => {
  fc.assert(
    fc.property(declaration, table, (declared, rows) => {
      const fitted = fitPreprocessing(declared, rows);
      const names = featureNames(fitted);
      const encoded = encodeTable(fitted, rows);

      expect(encoded.map(({ label }) => label)).toEqual(rows.rows.map(({ cells }) => Number(cells[3] === 'yes')));
      for (const [index, { features }] of encoded.entries()) {
        const { cells } = rows.rows[index]!;
        expect(features).toHaveLength(names.length);
        const oneHot = features.filter((_, feature) => names[feature]!.startsWith('c_'));
        expect(oneHot.reduce((sum, value) => sum + value, 0)).toBe(cells[1] === '' ? Number.NaN : 1);
        expect(features[names.indexOf('n')]).toBe(cells[0] === '' ? Number.NaN : Number(cells[0]));
      }
    }),
  );
});

it('encodes the same after the fitted description was written and read', () => {
  fc.assert(
    fc.property(declaration, table, (declared, rows) => {
      const fitted = fitPreprocessing(declared, rows);
      const again = parseFittedPreprocessing(formatFittedPreprocessing(fitted), 'preprocessing.json');

      expect(again).toEqual(fitted);
      expect(encodeTable(again, rows)).toEqual(encodeTable(fitted, rows));
    }),
  );
});

it('gives the same numbers, in another place, whatever the order', () => {
  fc.assert(
    fc.property(declaration, declaration, table, (one, other, rows) => {
      const byName = (declared: typeof one) => {
        const fitted = fitPreprocessing(declared, rows);
        const names = featureNames(fitted);
        return encodeTable(fitted, rows).map(({ features }) =>
          Object.fromEntries(features.map((value, index) => [names[index], value])),
        );
      };

      expect(byName(one)).toEqual(byName(other));
    }),
  );
});

describe('splitting', () => {
  const labels = fc.array(fc.nat(3), { maxLength: 200 });
  const fractions = fc
    .tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }))
    .map(([one, other]) => [Math.min(one, other), Math.max(one, other)] as const)
    .map(([low, high]) => ({ train: low / 100, validation: (high - low) / 100, test: (100 - high) / 100 }));

  it('puts every row into one split, each class in its share within a row, in the input’s order', () => {
    fc.assert(
      fc.property(labels, fractions, fc.nat(), (classes, shares, seed) => {
        const rows = classes.map((label, row) => ({ label, row }));
        const splits = splitRows(rows, ({ label }) => label, shares, seed);

        const all = [...splits.train, ...splits.validation, ...splits.test];
        expect(all.map(({ row }) => row).sort((a, b) => a - b)).toEqual(rows.map(({ row }) => row));
        for (const split of ['train', 'validation', 'test'] as const) {
          const positions = splits[split].map(({ row }) => row);
          expect(positions).toEqual([...positions].sort((a, b) => a - b));
          for (const label of new Set(classes)) {
            const of = (list: typeof rows | readonly (typeof rows)[number][]) =>
              list.filter((member) => member.label === label).length;
            expect(Math.abs(of(splits[split]) - shares[split] * of(rows))).toBeLessThanOrEqual(1 + 1e-9);
          }
        }
      }),
    );
  });

  it('depends on the seed alone', () => {
    const rows = Array.from({ length: 100 }, (_, row) => row);
    const split = (seed: number) => splitRows(rows, () => 0, { train: 0.7, validation: 0.2, test: 0.1 }, seed);

    expect(split(1)).toEqual(split(1));
    expect(split(1)).not.toEqual(split(2));
    expect([split(1).train.length, split(1).validation.length, split(1).test.length]).toEqual([70, 20, 10]);
  });

  it('refuses fractions that do not sum to 1', () => {
    expect(() => splitRows([], () => 0, { train: 0.7, validation: 0.2, test: 0.2 }, 1)).toThrow(RangeError);
  });
});
