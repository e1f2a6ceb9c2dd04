import type { BatchContext } from '../contracts/batch';
import { InvalidInput } from '../contracts/errors';

/** An image of a batch, wherever its name came from. */
export interface BatchImage {
  readonly bucket: string;
  readonly key: string;
  readonly expectedLabel?: string;
}

const S3_URI = /^s3:\/\/([^/]+)\/(.+)$/;

/**
 * The image that an item of a batch names: `{"s3_bucket","s3_key"}`, `{"s3_key"}`, `{"source-ref":"s3://…"}`, or a row of a `.lst` (`{"row","label","file"}`).
 * @throws InvalidInput
 */
export function batchImage(item: unknown, { s3_bucket, s3_prefix }: BatchContext): BatchImage {
  const fields = (typeof item === 'object' && item !== null ? item : {}) as Readonly<Record<string, unknown>>;
  const { s3_key: key, s3_bucket: bucket = s3_bucket, 'source-ref': reference, file, label } = fields;
  const expected = label === undefined || label === '' ? {} : { expectedLabel: String(label) };
  if (typeof key === 'string' && key !== '' && typeof bucket === 'string') return { bucket, key, ...expected };
  if (typeof file === 'string' && file !== '') return { bucket: s3_bucket, key: s3_prefix + file, ...expected };
  const [, named, path] = S3_URI.exec(String(reference ?? '')) ?? [];
  if (named !== undefined && path !== undefined) return { bucket: named, key: path, ...expected };
  throw new InvalidInput(
    `This item names no image: ${JSON.stringify(item)?.slice(0, 200)}. It needs s3_key, source-ref (s3://bucket/key) or, in a .lst, a file.`,
  );
}

/** A key that ends in a slash is a console's mark of a folder, and no image. */
export const isFolderMark = (item: unknown): boolean => {
  const key = (item as { readonly s3_key?: unknown } | null)?.s3_key;
  return typeof key === 'string' && key.endsWith('/');
};
