import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PREDICTION_COLUMN, PROBABILITY_COLUMN } from '../../core/drift/tables/answer-columns';
import { columnsOf, csvText, type WholeTable } from '../../core/table/whole-table';

/** Names of the two tables of a run. */
export const TABLE_FILE = 'table.csv';
export const FEATURES_FILE = 'features.csv';

/** Features only: what data quality and explanations look at. */
export const featuresOf = (table: WholeTable, label: string): WholeTable =>
  columnsOf(
    table,
    [...table.keys()].filter((name) => ![label, PROBABILITY_COLUMN, PREDICTION_COLUMN].includes(name)),
  );

/** Writes a played table, whole and its features alone, into a folder that is made. */
export async function writePlayedFiles(folder: string, table: WholeTable, label: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, TABLE_FILE), csvText(table));
  await writeFile(join(folder, FEATURES_FILE), csvText(featuresOf(table, label)));
}
