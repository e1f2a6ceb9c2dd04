import * as z from 'zod';
import { parseFile } from '../formats/parse-file';

/** How much each feature mattered, row by row: what a test of chance needs beside the means that Clarify's file holds. */
export interface AttributionRows {
  /** Names, in the order of a row's values. */
  readonly features: readonly string[];
  /** Absolute values: those of the first label feature by feature, then those of the next. */
  readonly rows: readonly (readonly number[])[];
}

/** Enough to tell two orders of importance apart, and a tenth of the file. */
const DIGITS = 6;

const schema = z.looseObject({
  version: z.literal(1),
  features: z.array(z.string()).min(1),
  /** One a row of CSV, so that a person can read the file. */
  rows: z.array(z.string()),
});

/** Rows as a baseline keeps them. */
export const roundedRows = ({ rows }: AttributionRows): number[][] =>
  rows.map((row) => row.map((value) => Number(value.toPrecision(DIGITS))));

/** `attributions.json`, our own file beside `analysis.json`. */
export const attributionsFile = (attributions: AttributionRows): z.output<typeof schema> => ({
  version: 1,
  features: [...attributions.features],
  rows: roundedRows(attributions).map((row) => row.join(',')),
});

/**
 * The inverse.
 * @param name how errors call the file
 * @throws BaselineInvalid
 */
export function readAttributionsFile(text: string, name: string): AttributionRows {
  const { features, rows } = parseFile(text, schema, name);
  return { features, rows: rows.map((row) => row.split(',').map(Number)) };
}
