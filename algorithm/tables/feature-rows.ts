import { CellKind } from '../../core/table/cell-kind';
import type { RowBatch } from './row-batches';
import { RowsInvalid } from './rows-invalid';

const SHOWN_CHARACTERS = 40;

/**
 * The cells of a batch as numbers.
 * @param hasNames whether the names of the columns tell a reader anything
 * @returns rows x columns, row by row; NaN where a cell is missing
 * @throws RowsInvalid naming row and column of a cell that is no number, or not finite
 */
export function featureRows({ batch, firstRow }: RowBatch, hasNames: boolean): Float32Array {
  const { columns, rowCount } = batch;
  const width = columns.length;
  const values = new Float32Array(rowCount * width);
  for (const [index, column] of columns.entries()) {
    const { kinds, numbers } = column;
    for (let row = 0, at = index; row < rowCount; row += 1, at += width) {
      const kind = kinds[row]!;
      if (kind === CellKind.Integral || kind === CellKind.Fractional) values[at] = numbers[row]!;
      else if (kind === CellKind.Missing) values[at] = Number.NaN;
      else {
        const place = `Row ${firstRow + row + 1}, column ${index + 1}${hasNames ? ` (${column.name})` : ''}`;
        if (kind === CellKind.NonFinite)
          throw new RowsInvalid(`${place} is infinite; leave it empty for a missing value.`);
        const text = column.texts[row]!;
        const shown = JSON.stringify(text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text);
        const header = firstRow + row === 0 ? ' Rows come without a header.' : '';
        throw new RowsInvalid(`${place} is ${shown}, which is no number; leave it empty for a missing value.${header}`);
      }
    }
  }
  return values;
}
