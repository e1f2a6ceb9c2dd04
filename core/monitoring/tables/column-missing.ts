/** A column that was asked for is not in the data. The message names it and those that are there. */
export class ColumnMissing extends Error {
  override readonly name = 'ColumnMissing';

  constructor(column: string, names: readonly string[]) {
    const shown = names.slice(0, 20).join(', ');
    super(`The data has no column '${column}'. It has: ${shown}${names.length > 20 ? ', …' : ''}.`);
  }
}
