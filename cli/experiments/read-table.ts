import { openTable } from '../../core/table/open-table';
import { rowCountOf, type WholeTable, WholeTableSink } from '../../core/table/whole-table';
import { formatOf, readFiles, tableFiles } from '../monitor/tables/table-files';
import { UsageError } from '../usage-error';

/**
 * Reads tables of this machine as one.
 * @throws UsageError for a path without table, a row that cannot be read, a column that is there twice, and a table without rows
 */
export async function readTable(
  paths: readonly string[],
  signal: AbortSignal,
  report: (text: string) => void,
): Promise<WholeTable> {
  const sink = new WholeTableSink();
  const open = async (file: string) => openTable(file, { format: await formatOf(file) }, sink.reading);
  await readFiles(await tableFiles(paths), open, { signal, report });
  const [fault] = sink.reading.faults.list();
  if (fault !== undefined) throw new UsageError(`${fault.file} line ${fault.line}: ${fault.reason}`);
  const [twice] = sink.reading.repeatedNames;
  if (twice !== undefined)
    throw new UsageError(`${twice.file}: the header names the column '${twice.column}' twice. Rename or drop one.`);
  const table = sink.table();
  if (rowCountOf(table) === 0) throw new UsageError(`${paths.join(', ')} holds no row.`);
  return table;
}
