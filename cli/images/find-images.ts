import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { listObjects } from '../aws/list-objects';
import { imageFiles, isFile, isFolder } from '../data/image-folder';
import { UsageError } from '../usage-error';
import { type ImageSource, isImageName, type S3Place } from './image-source';

export interface FindImages {
  readonly s3: S3Client;
  /** Where keys and prefixes without a bucket lie. */
  readonly imagesBucket: string;
  /** Take every name for a key or prefix, even where a file or folder has it. @default false */
  readonly s3Only?: boolean;
}

const S3_URI = /^s3:\/\/([^/]+)\/?(.*)$/;

/**
 * The images that names mean, each once, in the order of the names: an image file; a folder with PNG or JPEG files in it, at any depth;
 * `s3://bucket/key` or `s3://bucket/prefix`; a key or prefix of the images bucket. A file or folder of this machine goes first, a folder without images
 * does not count.
 * @throws UsageError for a name that means no image
 */
export async function findImages(names: readonly string[], where: FindImages): Promise<ImageSource[]> {
  const found = new Map<string, ImageSource>();
  for (const name of names) {
    for (const source of await imagesOf(name, where)) {
      const { place } = source;
      found.set(place === undefined ? source.name : `s3://${place.bucket}/${place.key}`, source);
    }
  }
  return [...found.values()];
}

async function imagesOf(name: string, { s3, imagesBucket, s3Only = false }: FindImages): Promise<ImageSource[]> {
  const [, bucket, key = ''] = S3_URI.exec(name) ?? [];
  if (bucket !== undefined) return objects(s3, bucket, key, name);
  if (!s3Only) {
    if (await isFile(name)) return [fileSource(name)];
    const files = (await isFolder(name)) ? await imageFiles(name) : [];
    if (files.length > 0) return files.map((file) => fileSource(join(name, file)));
  }
  return objects(s3, imagesBucket, name.replace(/^\/+/, ''), name);
}

async function objects(s3: S3Client, bucket: string, keyOrPrefix: string, name: string): Promise<ImageSource[]> {
  const sources: ImageSource[] = [];
  try {
    for await (const { key } of listObjects(s3, bucket, keyOrPrefix)) {
      // A name that is a key means that object alone, whatever else begins with it.
      if (key === keyOrPrefix) return [objectSource(s3, { bucket, key })];
      if (isImageName(key)) sources.push(objectSource(s3, { bucket, key }));
    }
  } catch (error) {
    throw explained(error as Error, bucket, name);
  }
  if (sources.length > 0) return sources;
  throw new UsageError(
    `'${name}' means no image: no file and no folder with PNG or JPEG files here, and bucket ${bucket} has no such key and no image under that prefix.`,
  );
}

/** S3 says `Access Denied` and `The specified bucket does not exist`, and not of what. */
function explained(cause: Error, bucket: string, name: string): Error {
  if (cause.name === 'NoSuchBucket') return new UsageError(`'${name}': there is no bucket ${bucket}.`, { cause });
  if (!/^AccessDenied/.test(cause.name)) return cause;
  return new Error(`'${name}': you may not list bucket ${bucket} (s3:ListBucket): ${cause.message}`, { cause });
}

const fileSource = (path: string): ImageSource => ({
  name: path,
  read: async () => ({ bytes: await readFile(path), metadata: {} }),
});

const objectSource = (s3: S3Client, place: S3Place): ImageSource => ({
  name: place.key,
  place,
  read: async () => {
    const { Body, Metadata = {} } = await s3.send(new GetObjectCommand({ Bucket: place.bucket, Key: place.key }));
    return { bytes: (await Body?.transformToByteArray()) ?? new Uint8Array(), metadata: Metadata };
  },
});
