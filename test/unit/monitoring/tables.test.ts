import { ModelQualityState } from '../../../core/monitoring/model-quality/model-quality-state';
import { BiasRows } from '../../../core/monitoring/tables/bias-rows';
import { ColumnMissing } from '../../../core/monitoring/tables/column-missing';
import { ExplainedRows, FeaturesUnfit } from '../../../core/monitoring/tables/explained-rows';
import { LabelledRows } from '../../../core/monitoring/tables/labelled-rows';
import { openTable } from '../../../core/table/open-table';
import type { Reading } from '../../../core/table/reading';
import { countedApplicants } from '../../fixtures/monitoring/compared-pages';

function read(reading: Reading, csv: string): void {
  const reader = openTable('table.csv', { format: 'csv' }, reading);
  reader.push(Buffer.from(csv));
  reader.end();
}

describe('BiasRows', () => {
  it('counts the same, in whatever pieces the file comes', () => {
    const table = { rows: 300, seed: 3 };

    const [whole, pieces] = [countedApplicants(table), countedApplicants(table, 17)];

    expect(pieces.states[0]!.stored()).toEqual(whole.states[0]!.stored());
  });

  it('leaves rows without a facet out, and says how many', () => {
    const question = { label: 'y', positive: { values: [1] }, facet: 'f', disadvantaged: { values: ['a'] } };
    const rows = new BiasRows({ questions: [question], seed: 1 });

    read(rows.reading, 'y,f\n1,a\n0,\n1,b\n');
    rows.settle();

    expect(rows.states[0]!.labelCounts()).toEqual([[1, 1]]);
    expect(rows.reading.faults.list()).toEqual([
      { reason: expect.stringMatching(/^FacetMissing: 1 rows/), file: 'column f', line: 0 },
    ]);
  });

  it('names the columns that are there when one is not', () => {
    const question = { label: 'z', positive: { values: [1] }, facet: 'f', disadvantaged: { values: ['a'] } };

    expect(() => read(new BiasRows({ questions: [question], seed: 1 }).reading, 'y,f\n1,a\n')).toThrow(
      new ColumnMissing('z', ['y', 'f']),
    );
  });
});

describe('LabelledRows', () => {
  it('notes labels that are no class, counts rows without one, and uses the rest', () => {
    const problem = { kind: 'binary', classes: ['no', 'yes'], labelAttribute: 'y', inferenceAttribute: 'p' } as const;
    const state = new ModelQualityState(problem, 1);
    const rows = new LabelledRows(state, { label: 'y', predicted: 'p' });

    read(rows.reading, 'y,p\nyes,yes\nno,yes\n,no\nmaybe,no\n');
    rows.settle();

    expect(state.confusionCounts).toEqual([
      [0, 1],
      [0, 1],
    ]);
    expect(state.labelCounts).toMatchObject({ matched: 3, unlabelled: 1, orphans: 0 });
    expect(state.reading.faults.list()).toEqual([
      expect.objectContaining({ reason: expect.stringContaining('maybe'), file: 'row 4 of the table' }),
    ]);
  });
});

describe('ExplainedRows', () => {
  it('samples the same rows of numbers for a model that takes texts too', () => {
    const text = `a,b\n${Array.from({ length: 60 }, (_, row) => `${row},${row % 7}`).join('\n')}\n`;
    const sampleOf = (takesTexts: boolean) => {
      const rows = new ExplainedRows({ names: ['a', 'b'], count: 2, excluded: [], rows: 5, seed: 1, takesTexts });
      read(rows.reading, text);
      return rows.rows();
    };
    expect(sampleOf(true)).toEqual(sampleOf(false));
  });

  const columns = { count: 2, excluded: ['y'], rows: 10, seed: 1 };

  it('takes the columns that are no label in their order, missing values as NaN, equal rows once', () => {
    const rows = new ExplainedRows(columns);

    read(rows.reading, 'a,y,b\n1,0,2\n1,1,2\n3,0,\n');

    expect(rows.names).toEqual(['a', 'b']);
    expect(rows.rows().map(({ row, count }) => ({ row, count }))).toEqual(
      expect.arrayContaining([
        { row: [1, 2], count: 2 },
        { row: [3, Number.NaN], count: 1 },
      ]),
    );
  });

  it('refuses texts, and tables that do not fit the model', () => {
    expect(() => read(new ExplainedRows(columns).reading, 'a,y,b\n1,0,red\n')).toThrow(FeaturesUnfit);
    expect(() => read(new ExplainedRows({ ...columns, count: 3 }).reading, 'a,y,b\n1,0,2\n')).toThrow(/3 features/);
    expect(() => read(new ExplainedRows({ ...columns, names: ['c'] }).reading, 'a,y,b\n1,0,2\n')).toThrow(
      ColumnMissing,
    );
  });
});
