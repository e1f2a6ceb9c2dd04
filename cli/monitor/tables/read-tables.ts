import { openTable } from '../../../core/table/open-table';
import type { Reading } from '../../../core/table/reading';
import { UsageError } from '../../usage-error';
import { formatOf, readFiles } from './table-files';
import type { TableWork } from './table-monitor';

/**
 * Reads all files of a window.
 * @param baseline names of the columns, for captures that do not name theirs
 */
export const readTables = (work: TableWork, reading: Reading, baseline?: readonly string[]): Promise<void> =>
  readFiles(
    work.data,
    async (file) => {
      const { window } = work;
      const { columns, format = await formatOf(file) } = work.options;
      if (window !== undefined && format !== 'capture')
        throw new UsageError(`Rows of '${file}' have no time, only captures have: leave --window out.`);
      // A CSV file without words about its columns has a header: matched by position, one column more or less would shift all others.
      return openTable(
        file,
        { format, header: columns, baseline: format === 'csv' ? undefined : baseline, ...window },
        reading,
      );
    },
    work,
  );
