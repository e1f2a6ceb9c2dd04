import * as z from 'zod';
import { jsonIn, parseDescription } from './declaration';
import { derivationSchema } from './derivation';

/** Under this name the description lies inside a model artifact, and beside the tables that were made by it. */
export const PREPROCESSING_FILE = 'preprocessing.json';

/** A column of the table, or a derived one: its number, or a column of 0 and 1 for each category. */
const featureSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('number'), column: z.string().min(1) }),
  z.strictObject({
    kind: z.literal('categories'),
    column: z.string().min(1),
    /** In the order of the one-hot columns. */
    categories: z.array(z.string().min(1)).min(1),
  }),
]);
export type FittedFeature = z.infer<typeof featureSchema>;

/** A preprocessing that stands on its own: what a row must hold, and what becomes of it. */
export const fittedPreprocessingSchema = z
  .strictObject({
    version: z.literal(1),
    /** Columns of a row in their order; the label is none of them, nor is what neither a feature nor a derivation needs. */
    columns: z.array(z.string().min(1)).min(1),
    label: z.strictObject({ column: z.string().min(1), positive: z.string().min(1) }).optional(),
    derived: z.array(derivationSchema).default([]),
    /** In the order of the model's inputs. */
    features: z.array(featureSchema).min(1),
    unknownCategory: z.enum(['zeros', 'error']).default('zeros'),
  })
  .superRefine(({ columns, derived, features }, context) => {
    const twice = columns.find((column, index) => columns.indexOf(column) !== index);
    if (twice !== undefined) context.addIssue({ code: 'custom', message: `columns names ${twice} twice` });
    const known = new Set([...columns, ...derived.map(({ name }) => name)]);
    const unknown = [
      ...derived.map(({ column }) => column).filter((column) => !columns.includes(column)),
      ...features.map(({ column }) => column).filter((column) => !known.has(column)),
    ];
    for (const column of unknown)
      context.addIssue({ code: 'custom', message: `${column} is neither among columns nor derived` });
  });
export type FittedPreprocessing = z.infer<typeof fittedPreprocessingSchema>;

/**
 * Reads a fitted description.
 * @param file how errors call it
 * @throws PreprocessingInvalid naming every field at fault
 */
export function parseFittedPreprocessing(text: string, file: string): FittedPreprocessing {
  return parseDescription(fittedPreprocessingSchema, jsonIn(text, file), `${file} is no fitted preprocessing`);
}

/** The description as text; the same description gives the same bytes. */
export const formatFittedPreprocessing = (fitted: FittedPreprocessing): string =>
  `${JSON.stringify(fitted, null, 2)}\n`;

/** Names of the model's inputs in their order; a category's is `{column}_{category}`. */
export const featureNames = ({ features }: FittedPreprocessing): string[] =>
  features.flatMap((feature) =>
    feature.kind === 'number'
      ? [feature.column]
      : feature.categories.map((category) => `${feature.column}_${category}`),
  );
