import fc from 'fast-check';
import { escapeMarkdown, markdownCode, markdownTable } from '../../../core/evaluation/predictions/markdown';
import { csvRows, formatCsvRow } from '../../../core/evaluation/test-data/csv-rows';
import { parseTestTable } from '../../../core/evaluation/test-data/parse-test-table';

const field = fc.string({ unit: fc.constantFrom('a', '1', ' ', ',', '"', '\n', '\r\n', 'é', '|'), maxLength: 6 });

it('reads back the fields that were written, whatever they hold', () => {
  const row = fc.array(field, { minLength: 2, maxLength: 5 });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 6 }), fc.constantFrom('\n', '\r\n'), fc.boolean(), (rows, end, isClosed) => {
      const text = rows.map(formatCsvRow).join(end) + (isClosed ? end : '');

      expect([...csvRows(text, 'test.csv')].map(({ fields }) => fields)).toEqual(rows);
    }),
  );
});

it('gives the features and labels that were written, one-hot or in one column', () => {
  const row = fc.record({ features: fc.array(field, { minLength: 2, maxLength: 2 }), label: fc.nat(2) });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 10 }), fc.boolean(), (rows, isOneHot) => {
      const flags = ['1.0,0.0,0.0', '0.0,1.0,0.0', '0.0,0.0,1.0'];
      const lines = rows.map(({ features, label }, index) => {
        return `${index},${formatCsvRow(features)},${isOneHot ? flags[label] : `c${label}`}`;
      });
      const text = [isOneHot ? ',f,g,y_c0,y_c1,y_c2' : ',f,g,y', ...lines].join('\n');

      const table = parseTestTable(text, { name: 'test.csv', classes: ['c0', 'c1', 'c2'] });

      expect(table.rows.map(({ label, payload }) => ({ label, payload }))).toEqual(
        rows.map(({ features, label }) => ({ label, payload: formatCsvRow(features) })),
      );
    }),
  );
});

it('makes one row of a table of any texts', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 4 }), (texts) => {
      const columns = texts.map(() => ({ title: 'x', align: 'left' as const }));
      for (const made of [escapeMarkdown, markdownCode]) {
        const lines = markdownTable(columns, [texts.map(made)]).split(/[\n\r\u2028\u2029]/);

        expect(lines).toHaveLength(3);
        expect(lines[2]!.match(/(?<!\\)(?:\\\\)*\|/g)).toHaveLength(texts.length + 1);
      }
    }),
  );
});
