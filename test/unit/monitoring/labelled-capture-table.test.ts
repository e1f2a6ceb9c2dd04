import { LabelIndex } from '../../../core/capture/label-index';
import { openLabels } from '../../../core/monitoring/model-quality/labelled-captures';
import { LabelledCaptureTable } from '../../../core/monitoring/tables/labelled-capture-table';
import { Reading } from '../../../core/table/reading';
import { captureLine, labelLine } from '../../fixtures/monitoring/labelled';

/** Rows as text by column, and what became of the others. */
function readCaptures(captures: string, truth: string) {
  const rows: Record<string, string | undefined>[] = [];
  const reading = new Reading((batch) => {
    for (let row = 0; row < batch.rowCount; row += 1)
      rows.push(Object.fromEntries(batch.columns.map((column) => [column.name, column.textAt(row)])));
  });
  const labels = new LabelIndex();
  const files = [
    openLabels('truth', labels, reading.faults),
    new LabelledCaptureTable({ file: 'captures', label: 'y' }, labels, reading),
  ];
  for (const [index, content] of [truth, captures].entries()) {
    files[index]!.push(Buffer.from(content));
    files[index]!.end();
  }
  return { rows, reading };
}

it('puts the label of an inference beside its answer, and none where there is none', () => {
  const captures = captureLine('a', '{"answer":1}') + captureLine('b', '{"answer":0}');

  const { rows } = readCaptures(captures, labelLine('a', '1') + labelLine('orphan', '0'));

  expect(rows).toEqual([
    { y: '1', answer: '1' },
    { y: undefined, answer: '0' },
  ]);
});

it('joins the rows of a batch by position, and names a record whose counts differ', () => {
  const captures = captureLine('a', '[{"answer":1},{"answer":0}]') + captureLine('b', '[{"answer":1},{"answer":0}]');

  const { rows, reading } = readCaptures(captures, labelLine('a', '[1, 0]', 'JSON') + labelLine('b', '[1]', 'JSON'));

  expect(rows.map(({ y }) => y)).toEqual(['1', '0']);
  expect(reading.faults.list()).toEqual([
    { reason: 'RowCounts: the record has 2 rows and 1 labels', file: 'captures', line: 2 },
  ]);
});

it('goes on after lines that are none, counts an inference once, and says what was cut off', () => {
  const good = captureLine('a', '{"answer":1}');
  const captures = `${good}no json\n{}\n${good}${good.slice(0, 40)}`;

  const { rows, reading } = readCaptures(captures, labelLine('a', '1'));

  expect(rows).toHaveLength(1);
  expect(reading.counts).toMatchObject({ rows: 4, usedRows: 1, duplicates: 1 });
  expect(reading.faults.list().map(({ reason, line }) => [reason.split(':')[0], line])).toEqual(
    expect.arrayContaining([
      ['NotJson', 2],
      ['NotCapture', 3],
      ['CutOff', 5],
    ]),
  );
});
