/**
 * One record may hold many rows, as batch requests do: a line each in CSV, an element each in JSON. These are the rows of captured or
 * labelled text, in order.
 */
export type Row = unknown;

/** Members under which JSON bodies carry their rows: SageMaker's own algorithms, and the services' examples. */
const ROW_MEMBERS = ['instances', 'predictions', 'labels'] as const;

/**
 * The rows of a payload. A JSON list of scalars is one row (the probabilities of one image) for outputs and many (a label each) for
 * labels, hence `scalars`.
 * @throws SyntaxError for text that claims to be JSON and is not.
 */
export function rowsOf(text: string, encoding: 'CSV' | 'JSON', scalars: 'one-row' | 'rows'): readonly Row[] {
  if (encoding === 'CSV') return text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const value: unknown = JSON.parse(text);
  const list = Array.isArray(value) ? value : rowMember(value);
  if (list === undefined) return [value];
  const nested = list.some((element) => typeof element === 'object' && element !== null);
  return nested || scalars === 'rows' ? list : [list];
}

function rowMember(value: unknown): readonly unknown[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const members = value as Readonly<Record<string, unknown>>;
  const name = ROW_MEMBERS.find((member) => Array.isArray(members[member]));
  return name === undefined ? undefined : (members[name] as readonly unknown[]);
}

/**
 * The outputs of a record that holds so many rows. The built-in XGBoost answers many rows of text/csv on one line, with commas between: a line of as many
 * values as there are rows is a value for each. Whatever else does not match is left as it is, for the reader to complain of.
 * @param rows how many inputs, or labels, the record has; undefined where nobody knows
 */
export function outputForEach(outputs: readonly Row[], rows: number | undefined): readonly Row[] {
  const [line] = outputs;
  if (rows === undefined || rows < 2 || outputs.length !== 1 || typeof line !== 'string') return outputs;
  const values = line.split(',');
  return values.length === rows ? values : outputs;
}
