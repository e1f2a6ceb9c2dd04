import { GetObjectCommand } from '@aws-sdk/client-s3';
import type { ReleasedModel } from '../../../core/contracts/released-model';
import { csvRows } from '../../../core/evaluation/test-data/csv-rows';
import { parseTestTable } from '../../../core/evaluation/test-data/parse-test-table';
import type { Target } from '../../target/target';
import type { LabelledTable } from './labelled-table';

/** The labelled rows of a released model cannot be had; the message says what to do. */
export class NoLabelledRows extends Error {
  override readonly name = 'NoLabelledRows';
}

const BY_HAND = "or make the baseline with 'monitor baseline --data FILE --label COLUMN'";

/**
 * The labelled rows that a package of tables names for its baseline: the validation split of its training, else its test data. Labels are names of classes, in
 * one column, however they were written.
 * @throws NoLabelledRows; TestDataInvalid and its like naming the line
 */
export async function packagedRows(
  { clients }: Pick<Target, 'clients'>,
  { modelPackage, testData, baselineData = testData, classes }: ReleasedModel,
): Promise<LabelledTable> {
  if (baselineData === undefined)
    throw new NoLabelledRows(`${modelPackage} names no labelled rows: register it with --test-data, ${BY_HAND}.`);
  const { bucket: Bucket, key: Key, labelColumn } = baselineData;
  const name = `s3://${Bucket}/${Key}`;
  const got = await clients.s3.send(new GetObjectCommand({ Bucket, Key })).catch((cause: Error) => {
    if (cause.name !== 'NoSuchKey') throw cause;
    throw new NoLabelledRows(
      `${name}, the labelled rows of ${modelPackage}, is gone: register the model again, ${BY_HAND}.`,
      { cause },
    );
  });
  const table = parseTestTable((await got.Body?.transformToString()) ?? '', { name, labelColumn, classes });
  const rows = table.rows.map(({ payload, label }) => [...fieldsOf(payload), table.classes[label]!]);
  const features = table.features ?? Array.from({ length: rows[0]!.length - 1 }, (_, index) => `column ${index}`);
  return { columns: [...features, table.labelColumn], rows, label: table.labelColumn };
}

/** A row without a header and without line ends in it is one row of CSV. */
const fieldsOf = (payload: string): readonly string[] => [...csvRows(payload, 'row')][0]?.fields ?? [''];
