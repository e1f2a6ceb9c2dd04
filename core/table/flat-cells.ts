/** A column and its value. */
export type FlatCell = readonly [name: string, value: unknown];

/** Columns of one row; more is no table but a picture or a document. */
export const MAX_COLUMNS = 2000;

/**
 * The columns of a JSON value: `{"a":{"b":1},"c":[2,3]}` has `a.b`, `c.0` and `c.1`.
 * @returns undefined where there are more than `MAX_COLUMNS`
 */
export function flatCells(value: unknown, prefix = ''): FlatCell[] | undefined {
  const cells: FlatCell[] = [];
  return collect(value, prefix, cells) ? cells : undefined;
}

function collect(value: unknown, name: string, cells: FlatCell[]): boolean {
  if (typeof value !== 'object' || value === null) {
    cells.push([name === '' ? 'value' : name, value]);
    return cells.length <= MAX_COLUMNS;
  }
  // Object.entries gives a list its indices.
  return Object.entries(value).every(([key, member]) => collect(member, name === '' ? key : `${name}.${key}`, cells));
}
