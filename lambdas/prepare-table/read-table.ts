import { HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { type PreprocessingDeclaration, parsePreprocessingDeclaration } from '../../core/preprocessing/declaration';
import { PreprocessingInvalid, TableInvalid } from '../../core/preprocessing/preprocessing-error';
import { readText } from '../adapters/json-object';
import { storageError } from '../adapters/storage-errors';

/** Beyond this a table and its numbers do not fit into the function's memory together. Bytes. */
export const MAX_TABLE_BYTES = 200 * 1024 * 1024;

export interface TableAddress {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string;
}

/** A table's text, and the very version that it is of. */
export interface ReadTable {
  readonly text: string;
  readonly versionId: string;
}

/** @throws TableInvalid where there is none, or it is too large; AccessDenied, StorageUnavailable */
export async function readTable(s3: S3Client, address: TableAddress): Promise<ReadTable> {
  const where = `s3://${address.bucket}/${address.key}`;
  const head = await describe(s3, address);
  if (head === undefined) throw new TableInvalid(`There is no table ${where}: check its key, and its version.`);
  if (head.bytes > MAX_TABLE_BYTES) {
    throw new TableInvalid(
      `${where} has ${head.bytes} bytes, more than ${MAX_TABLE_BYTES}: train on a sample of its rows.`,
    );
  }
  const stored = await readText(s3, { ...address, versionId: head.versionId });
  if (stored === undefined) throw new TableInvalid(`${where} has been deleted meanwhile.`);
  return { text: stored.text, versionId: head.versionId };
}

/**
 * The declaration that lies beside a table: `bank.preprocessing.json` for `bank.csv`, else `preprocessing.json` of its folder.
 * @throws PreprocessingInvalid where there is none, or it is none
 */
export async function readDeclaration(s3: S3Client, bucket: string, key: string): Promise<PreprocessingDeclaration> {
  const beside = declarationKeys(key);
  for (const candidate of beside) {
    const stored = await readText(s3, { bucket, key: candidate });
    if (stored !== undefined) return parsePreprocessingDeclaration(stored.text, `s3://${bucket}/${candidate}`);
  }
  throw new PreprocessingInvalid(
    `Nothing says what becomes of the columns of s3://${bucket}/${key}: upload a declaration as ${beside.join(' or ')} before the table, or give it as "preprocessing".`,
  );
}

export const declarationKeys = (key: string): readonly string[] => [
  key.replace(/\.csv$/i, '.preprocessing.json'),
  `${key.slice(0, key.lastIndexOf('/') + 1)}preprocessing.json`,
];

async function describe(s3: S3Client, { bucket, key, versionId }: TableAddress) {
  try {
    const head = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId }));
    return { bytes: head.ContentLength ?? 0, versionId: head.VersionId ?? 'null' };
  } catch (error) {
    const { name, $metadata } = error as Error & { readonly $metadata?: { readonly httpStatusCode?: number } };
    // Of a version that never was, S3 says 400 or 404 without a body.
    if (name === 'NotFound' || $metadata?.httpStatusCode === 404 || $metadata?.httpStatusCode === 400) return undefined;
    throw storageError(error, { bucket, key }, 's3:GetObject');
  }
}
