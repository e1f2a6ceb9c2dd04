import { TestDataInvalid } from '../evaluation-error';

/** Where a table's label stands. */
export interface LabelColumns {
  /** Indices of the columns: one, or one for each class in class order. */
  readonly columns: readonly number[];
  readonly name: string;
  /** Class names of one-hot columns; undefined for a single column. */
  readonly classes: readonly string[] | undefined;
}

/**
 * Finds the label among the columns. Asked for by name: that column, or all that begin with the name and an underscore (`y`: `y_no`,
 * `y_yes`). Not asked for: the last column, and where its neighbours share the part of its name before an underscore and all of them hold
 * 0 and 1, they are one-hot together.
 * @param header the columns' names
 * @param isFlag whether a column holds 0 and 1
 * @throws TestDataInvalid where there is no such column
 */
export function findLabelColumns(
  header: readonly string[],
  wanted: string | undefined,
  isFlag: (column: number) => boolean,
  file: string,
): LabelColumns {
  return wanted === undefined ? lastColumns(header, isFlag) : wantedColumns(header, wanted, file);
}

function wantedColumns(header: readonly string[], wanted: string, file: string): LabelColumns {
  const found = header.indexOf(wanted);
  if (found >= 0) return { columns: [found], name: wanted, classes: undefined };
  const columns = header.flatMap((name, index) => (name.startsWith(`${wanted}_`) ? [index] : []));
  if (columns.length >= 2) return oneHot(header, columns, wanted);
  throw new TestDataInvalid(
    `${file} has no label column ${JSON.stringify(wanted)}, nor one-hot columns ${wanted}_…; ` +
      `its last columns are ${header.slice(-4).join(', ')}.`,
  );
}

function lastColumns(header: readonly string[], isFlag: (column: number) => boolean): LabelColumns {
  const last = header.length - 1;
  const name = header[last]!;
  // `y_not_yet` may be of `y` or of `y_not`: the shorter name that two columns share takes in more of them.
  for (let cut = name.indexOf('_', 1); cut > 0; cut = name.indexOf('_', cut + 1)) {
    const prefix = name.slice(0, cut);
    let first = last;
    while (first >= 0 && header[first]!.startsWith(`${prefix}_`) && isFlag(first)) first -= 1;
    const columns = Array.from({ length: last - first }, (_, index) => first + 1 + index);
    if (columns.length >= 2) return oneHot(header, columns, prefix);
  }
  return { columns: [last], name, classes: undefined };
}

function oneHot(header: readonly string[], columns: readonly number[], name: string): LabelColumns {
  return { columns, name, classes: columns.map((column) => header[column]!.slice(name.length + 1)) };
}
