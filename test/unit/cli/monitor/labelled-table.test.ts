import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readLabelledTable } from '../../../../cli/monitor/table-endpoint/labelled-table';
import { temporaryFolder } from '../../../fixtures/temporary-folder';

const folder = temporaryFolder();
afterAll(() => folder.remove());

function write(name: string, text: string): string {
  const file = join(folder.path, name);
  writeFileSync(file, text);
  return file;
}

it('reads files with the same header as one table, cells as they were written', async () => {
  const files = [write('a.csv', 'x,y\n1.0,"a,b"\n'), write('b.csv', 'x,y\r\n2,\r\n')];

  expect(await readLabelledTable(files)).toEqual({
    columns: ['x', 'y'],
    rows: [
      ['1.0', 'a,b'],
      ['2', ''],
    ],
  });
});

it('takes given names for files without a header', async () => {
  const file = write('c.csv', '1,2\n3,4\n');

  expect(await readLabelledTable([file], ['x', 'y'])).toEqual({
    columns: ['x', 'y'],
    rows: [
      ['1', '2'],
      ['3', '4'],
    ],
  });
});

it('names the file and line of a row of another length, and a file with another header', async () => {
  const [short, other] = [write('d.csv', 'x,y\n1,2\n3\n'), write('e.csv', 'x,z\n1,2\n')];

  await expect(readLabelledTable([short])).rejects.toThrow(/d\.csv line 3 has 1 fields, not 2/);
  await expect(readLabelledTable([write('f.csv', 'x,y\n1,2\n'), other])).rejects.toThrow(/e\.csv has the columns x, z/);
});
