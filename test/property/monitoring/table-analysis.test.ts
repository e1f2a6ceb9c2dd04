import fc from 'fast-check';
import { checkDataQuality } from '../../../core/monitoring/data-quality/check-data-quality';
import { suggestConstraints } from '../../../core/monitoring/data-quality/suggest-constraints';
import { tableStatistics } from '../../../core/monitoring/data-quality/table-statistics';
import { TableAnalysis } from '../../../core/monitoring/table-analysis';
import { analyse, analyseCsv } from '../../fixtures/monitoring/analyse';

const cell = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -5, max: 40 }).map(String) },
  { weight: 3, arbitrary: fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((value) => value.toFixed(6)) },
  { weight: 1, arbitrary: fc.constantFrom('', 'red', 'green', 'Infinity', '0.1') },
);
const row = fc.tuple(cell, cell, fc.constantFrom('a', 'b', 'c', '', '7')).map((cells) => cells.join(','));
const HEADER = 'x,y,s';
const csv = (rows: readonly string[]) => `${HEADER}\n${rows.join('\n')}\n`;

const baseline = tableStatistics(
  analyseCsv(csv(Array.from({ length: 400 }, (_, index) => `${index % 40},${index / 7},${'abc'[index % 3]}`))),
);
const constraints = suggestConstraints(baseline);
const options = { baseline };
const reportOf = (analysis: TableAnalysis) => checkDataQuality(analysis, constraints);
const throughJson = (analysis: TableAnalysis) =>
  TableAnalysis.read(JSON.parse(JSON.stringify(analysis.store())), options);

function partsOf(rows: readonly string[], cuts: readonly number[]): string[][] {
  const bounds = [0, ...cuts.map((cut) => Math.min(cut, rows.length)).sort((a, b) => a - b), rows.length];
  return bounds.slice(1).map((to, index) => rows.slice(bounds[index], to));
}

it('gives the same report and statistics when a window lies in any number of files', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 80 }), fc.array(fc.nat(80), { maxLength: 6 }), (rows, cuts) => {
      const files = partsOf(rows, cuts).map((part, index) => ({ file: `${index}.csv`, content: csv(part) }));

      const inOne = analyseCsv(csv(rows), options);
      const inMany = analyse(files, { format: 'csv' }, options);

      expect(reportOf(inMany)).toEqual(reportOf(inOne));
      expect(tableStatistics(inMany)).toEqual(tableStatistics(inOne));
    }),
    { numRuns: 60 },
  );
});

it('gives the same report when parts in any grouping and order, stored and read in between, are merged', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 60 }), fc.nat(60), fc.nat(60), (rows, one, two) => {
      const parts = () => partsOf(rows, [one, two]).map((part) => throughJson(analyseCsv(csv(part), options)));
      const merged = (list: TableAnalysis[]) => {
        const whole = new TableAnalysis(options);
        for (const part of list) whole.merge(throughJson(part));
        return whole;
      };
      const [a, b, c] = parts() as [TableAnalysis, TableAnalysis, TableAnalysis];
      const expected = reportOf(analyseCsv(csv(rows), options));

      expect(reportOf(merged([a, b, c]))).toEqual(expected);
      expect(reportOf(merged([c, merged([b, a])]))).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});

it('gives the same drift to the last bit when a window far larger than the sketch is cut in two', () => {
  const rows = Array.from(
    { length: 30_000 },
    (_, index) => `${(index * 7919) % 4001},${Math.sqrt(index)},${'abcd'[index % 4]}`,
  );
  const whole = analyseCsv(csv(rows), options);

  const half = analyseCsv(csv(rows.slice(0, 11_111)), options);
  half.merge(throughJson(analyseCsv(csv(rows.slice(11_111)), options)));

  expect(reportOf(half)).toEqual(reportOf(whole));
  const [merged, one] = [half, whole].map((analysis) => tableStatistics(analysis).features[1]?.numerical_statistics);
  expect({ ...merged, distribution: undefined }).toEqual({ ...one, distribution: undefined });
});

it('reads the same rows whatever the pieces a file comes in', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 30 }), fc.integer({ min: 1, max: 50 }), (rows, pieceBytes) => {
      const file = { file: 'data.csv', content: csv(rows) };

      const pieces = analyse([file], { format: 'csv' }, options, pieceBytes);

      expect(pieces.store()).toEqual(analyse([file], { format: 'csv' }, options).store());
    }),
    { numRuns: 60 },
  );
});
