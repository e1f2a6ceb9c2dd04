import { GetObjectCommand, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import { z } from 'zod';
import { keyBelow, parseS3Uri, relativePath, type S3Location } from './s3-location';

/** One object of a job's input and where it lies in the job's folder. */
export interface InputObject extends S3Location {
  /** Relative to the channel's folder, with forward slashes. */
  readonly path: string;
  /** Bytes, where the listing told. */
  readonly size?: number;
}

export interface S3DataSource {
  readonly S3DataType: 'S3Prefix' | 'ManifestFile';
  readonly S3Uri: string;
}

/** The input names no object, or names it wrongly: the caller's fault. */
export class InputInvalid extends Error {
  override readonly name = 'InputInvalid';
}

const manifestSchema = z
  .tuple([z.object({ prefix: z.string().startsWith('s3://') })])
  .rest(z.string())
  .or(z.tuple([]).rest(z.never()));

/** Lists a data source's objects in key order (a manifest's: in its order). @throws InputInvalid, S3's own errors */
export async function listInputObjects(s3: S3Client, source: S3DataSource): Promise<InputObject[]> {
  const objects =
    source.S3DataType === 'ManifestFile' ? await readManifest(s3, source.S3Uri) : await listPrefix(s3, source.S3Uri);
  const escaping = objects.find(({ path }) => path.split('/').includes('..'));
  if (escaping !== undefined) throw new InputInvalid(`The key '${escaping.key}' leads out of the channel's folder.`);
  return objects;
}

async function listPrefix(s3: S3Client, uri: string): Promise<InputObject[]> {
  const { bucket, key: prefix } = parseS3Uri(uri);
  const objects: InputObject[] = [];
  for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket: bucket, Prefix: prefix })) {
    for (const { Key = '', Size } of page.Contents ?? []) {
      // A key that ends in a slash is a console's folder marker, not data.
      if (Key.endsWith('/')) continue;
      objects.push({ bucket, key: Key, path: relativePath(Key, prefix), size: Size });
    }
  }
  return objects;
}

/** `[{"prefix": "s3://bucket/folder/"}, "a.png", …]`: every name is appended to the prefix. */
async function readManifest(s3: S3Client, uri: string): Promise<InputObject[]> {
  const { bucket, key } = parseS3Uri(uri);
  // The service looks for whatever a data source names by a listing, as its own message says: the role needs s3:ListBucket for a manifest too.
  if ((await listPrefix(s3, uri)).length === 0) {
    throw new InputInvalid(`No S3 objects found under S3 URL "${uri}" given in input data source.`);
  }
  const answer = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  const text = (await answer.Body?.transformToString('utf8')) ?? '';
  const manifest = manifestSchema.safeParse(parseJson(text, uri));
  if (!manifest.success) {
    throw new InputInvalid(`The manifest ${uri} is not of the form [{"prefix": "s3://…"}, "name", …].`);
  }
  const [head, ...names] = manifest.data;
  if (head === undefined) return [];
  const base = parseS3Uri((head as { prefix: string }).prefix);
  return (names as string[]).map((name) => ({
    bucket: base.bucket,
    key: base.key.endsWith('/') || base.key === '' ? keyBelow(base.key, name) : base.key + name,
    path: name.replace(/^\/+/, ''),
  }));
}

function parseJson(text: string, uri: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InputInvalid(`The manifest ${uri} is not JSON: ${(cause as Error).message}`, { cause });
  }
}
