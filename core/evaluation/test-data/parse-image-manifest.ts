import * as z from 'zod';
import { readJsonLines } from '../../capture/json-lines';
import { NoRows, TestDataInvalid } from '../evaluation-error';
import { classOf } from './class-labels';

/** A labelled image of a manifest. */
export interface ManifestRow {
  /** In the file, from 1. */
  readonly line: number;
  /** The bucket of a `source-ref`; undefined where the manifest gives a key alone, which is one of its own bucket. */
  readonly bucket: string | undefined;
  readonly key: string;
  /** Class index. */
  readonly label: number;
}

export interface ImageManifest {
  readonly rows: readonly ManifestRow[];
  /** Rows that repeat the image of an earlier row, with the same label; they are among `rows`, and count. */
  readonly repeated: number;
}

const lineSchema = z
  .looseObject({
    s3_key: z.string().min(1).optional(),
    'source-ref': z.string().optional(),
    label: z.union([z.string().min(1), z.number()]),
  })
  .refine((line) => (line.s3_key === undefined) !== (line['source-ref'] === undefined), {
    error: 'needs either s3_key or source-ref',
  });

/**
 * Reads a manifest in JSON Lines: `{"s3_key":"test/a.png","label":0}` or `{"source-ref":"s3://bucket/key","label":"bicycle"}`; other
 * members are ignored. A label is a class name or index.
 * @param name how errors call the file
 * @param classes class names in the order of the model's outputs
 * @throws TestDataInvalid and LabelOutsideClasses naming the line; NoRows for an empty manifest
 */
export function parseImageManifest(text: string, name: string, classes: readonly string[]): ImageManifest {
  const rows: ManifestRow[] = [];
  const first = new Map<string, ManifestRow>();
  let repeated = 0;
  for (const entry of readJsonLines(text.replace(/^\uFEFF/, ''))) {
    const place = `${name} line ${entry.line}`;
    if ('fault' in entry) throw new TestDataInvalid(`${place}: ${entry.fault}.`);
    const row = readRow(entry.value, entry.line, place, classes);
    const image = `${row.bucket ?? ''}/${row.key}`;
    const earlier = first.get(image);
    if (earlier === undefined) first.set(image, row);
    else if (earlier.label === row.label) repeated += 1;
    else {
      throw new TestDataInvalid(
        `${place}: ${row.key} is ${classes[row.label]} here, but ${classes[earlier.label]} on line ${earlier.line}.`,
      );
    }
    rows.push(row);
  }
  if (rows.length === 0) throw new NoRows(`${name} lists no image.`);
  return { rows, repeated };
}

function readRow(value: unknown, line: number, place: string, classes: readonly string[]): ManifestRow {
  const parsed = lineSchema.safeParse(value);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) =>
      [path.map(String).join('.'), message].join(' ').trim(),
    );
    throw new TestDataInvalid(`${place}: ${faults.join('; ')}.`, { cause: parsed.error });
  }
  const { s3_key, 'source-ref': source, label } = parsed.data;
  return {
    line,
    ...(source === undefined ? { bucket: undefined, key: s3_key! } : readSource(source, place)),
    label: classOf(String(label).trim(), classes, place),
  };
}

function readSource(source: string, place: string): { readonly bucket: string; readonly key: string } {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(source) ?? [];
  if (bucket === undefined || key === undefined) {
    throw new TestDataInvalid(`${place}: source-ref is ${JSON.stringify(source)}; it must read s3://bucket/key.`);
  }
  return { bucket, key };
}
