import { checkDataQuality } from '../../../core/monitoring/data-quality/check-data-quality';
import { suggestConstraints } from '../../../core/monitoring/data-quality/suggest-constraints';
import { tableStatistics } from '../../../core/monitoring/data-quality/table-statistics';
import { TableAnalysis } from '../../../core/monitoring/table-analysis';
import { analyse, analyseCsv } from '../../fixtures/monitoring/analyse';
import { captureLine } from '../../fixtures/monitoring/labelled';

const outputs = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => captureLine(`e${from + index}`, String((index % 100) / 100), 'CSV')).join(
    '',
  );
const baseline = tableStatistics(analyse([{ file: 'b', content: outputs(500) }], { format: 'capture' }));
const constraints = suggestConstraints(baseline);
const check = (...contents: (string | Buffer)[]) =>
  checkDataQuality(
    analyse(
      contents.map((content, index) => ({ file: `${index}.jsonl`, content })),
      { format: 'capture' },
      { baseline },
    ),
    constraints,
  );

it('reports the rest of a window whose files are cut, of another encoding, empty or no captures at all', () => {
  const good = outputs(400);
  const cut = outputs(50, 1000).slice(0, -30);
  const utf16 = Buffer.from(`\uFEFF${outputs(5, 2000)}`, 'utf16le');
  const latin1 = Buffer.concat([Buffer.from(outputs(1, 3000)), Buffer.from([0xe9, 0x0a])]);

  const report = check(good, cut, utf16, latin1, '', '[]\n"text"\n');

  expect(report.state).toBe('Completed');
  expect(report.usedRows).toBe(400 + 49 + 1);
  expect(report.faults.map(({ file, line, reason, more }) => [file, line, reason.split(':')[0], more])).toEqual([
    ['1.jsonl', 50, 'CutOff', undefined],
    ['2.jsonl', 0, 'FileUnreadable', undefined],
    ['3.jsonl', 2, 'NotUtf8', undefined],
    ['3.jsonl', 2, 'NotJson', undefined],
    ['5.jsonl', 1, 'NotCapture', 1],
  ]);
});

it('counts an inference once across the files of a window', () => {
  const report = check(outputs(300), outputs(300));

  expect(report).toMatchObject({ rows: 300, usedRows: 300, duplicates: 300 });
});

it('keeps a thousand faults at most, and says that there are more', () => {
  const report = check(...Array.from({ length: 1100 }, () => 'no json\n'), outputs(200));

  expect(report.faults).toHaveLength(1001);
  expect(report.faults.at(-1)).toMatchObject({ file: '', more: 99 });
  expect(report.usedRows).toBe(200);
});

it('refuses by name to merge or read what belongs to another baseline', () => {
  const other = tableStatistics(analyseCsv('output_0\n1\n2\n'));
  const one = analyse([{ file: 'a', content: outputs(10) }], { format: 'capture' }, { baseline });
  const two = analyse([{ file: 'a', content: outputs(10) }], { format: 'capture' }, { baseline: other });

  expect(() => one.merge(two)).toThrow(
    expect.objectContaining({ name: 'MonitorStateInvalid', message: expect.stringContaining('output_0') }),
  );
  expect(() => TableAnalysis.read(one.store(), { baseline: other })).toThrow(
    expect.objectContaining({ name: 'MonitorStateInvalid' }),
  );
  expect(() => TableAnalysis.read({} as never)).toThrow(expect.objectContaining({ name: 'MonitorStateInvalid' }));
});
