/** Rows that the model cannot answer; the message names the row and the column, both from 1. */
export class RowsInvalid extends Error {
  override readonly name = 'RowsInvalid';
}
