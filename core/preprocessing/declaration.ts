import * as z from 'zod';
import { tableWatchSchema } from '../contracts/table-watch';
import { derivationSchema } from './derivation';
import { PreprocessingInvalid } from './preprocessing-error';

const column = z.string().min(1);
const category = z.union([z.string().min(1), z.number()]).transform(String);

/** A column whose values are categories; which ones, the training table tells where they are not given. */
const categoricalSchema = z.union([
  column.transform((name) => ({ column: name, categories: undefined })),
  z.strictObject({ column, categories: z.array(category).min(1).optional() }),
]);

/**
 * What is done with a table before a model sees it, as a person writes it down in JSON. Fitted on the training table (`fitPreprocessing`) it becomes
 * a description that needs the table no more.
 */
export const preprocessingDeclarationSchema = z.strictObject({
  version: z.literal(1),
  /** The column to predict, and the value of it that counts as 1; every other value is 0. */
  label: z.strictObject({ column, positive: category }),
  /** Columns of 0 and 1 made from others, also from dropped ones. */
  derived: z.array(derivationSchema).default([]),
  /** Columns that the model is not to see. */
  drop: z.array(column).default([]),
  /** Columns to one-hot. By default those in which the training table holds text. */
  categorical: z.array(categoricalSchema).optional(),
  /**
   * Order of the columns, each category column standing for all of its one-hot columns. `table`: as in the table, derived ones last.
   * `numbers-first`: as pandas.get_dummies writes. `categories-first`: as a ColumnTransformer that passes the remainder through. Or every column by name.
   */
  order: z.union([z.enum(['table', 'numbers-first', 'categories-first']), z.array(column).min(1)]).default('table'),
  /** A category that fitting has not seen: 0 in all of the column's one-hot columns, or the error `UnknownCategory`. */
  unknownCategory: z.enum(['zeros', 'error']).default('zeros'),
  /** How monitors are to look at the model; its columns are those that the model takes, after one-hot encoding. */
  watch: tableWatchSchema.optional(),
});
export type PreprocessingDeclaration = z.output<typeof preprocessingDeclarationSchema>;

/**
 * Reads a declaration.
 * @param file how errors call it
 * @throws PreprocessingInvalid naming every field at fault
 */
export function parsePreprocessingDeclaration(text: string, file: string): PreprocessingDeclaration {
  return parseDescription(
    preprocessingDeclarationSchema,
    jsonIn(text, file),
    `${file} is no preprocessing declaration`,
  );
}

/** @throws PreprocessingInvalid where the text is not JSON */
export function jsonIn(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new PreprocessingInvalid(`${file} is not JSON: ${(cause as Error).message}`, { cause });
  }
}

/** @throws PreprocessingInvalid that lists every field at fault after the complaint */
export function parseDescription<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  complaint: string,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) =>
    [path.map(String).join('.'), message].filter((part) => part !== '').join(': '),
  );
  throw new PreprocessingInvalid(`${complaint}: ${faults.join('; ')}.`, { cause: parsed.error });
}
