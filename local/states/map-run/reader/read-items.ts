import { paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import type { CsvHeader, ItemSource } from '../../language/distributed-map';
import { csvRecords } from './csv-records';
import { inventoryItems } from './inventory-items';
import { ItemsUnreadable } from './items-unreadable';
import { jsonElements } from './json-elements';
import { type ObjectAddress, objectText } from './object-text';
import { textLines } from './text-lines';

/** A reader's parameters: members that S3 knows and the laptop does not send would be lost without a word. */
const PARAMETERS = new Set(['Bucket', 'Key', 'Prefix']);

/**
 * The items that an ItemReader reads, one after the other: nothing is kept.
 * @throws ItemsUnreadable; S3's error
 */
export async function* readItems(s3: S3Client, source: ItemSource, parameters: unknown): AsyncGenerator<unknown> {
  const { bucket, key, prefix } = addressOf(parameters);
  if (source.kind === 'objects') {
    yield* listedObjects(s3, bucket, prefix);
    return;
  }
  if (key === undefined) throw new ItemsUnreadable("The parameter 'Key' of the ItemReader is missing.");
  const address = { bucket, key };
  switch (source.kind) {
    case 'json':
      yield* jsonItems(s3, address, source.pointer);
      break;
    case 'json-lines':
      yield* jsonLines(s3, address);
      break;
    case 'csv':
      yield* csvItems(objectText(s3, address), source.delimiter, source.header);
      break;
    case 'inventory':
      yield* inventoryItems(s3, address);
  }
}

function addressOf(parameters: unknown): { readonly bucket: string; readonly key?: string; readonly prefix?: string } {
  const given = (typeof parameters === 'object' && parameters !== null ? parameters : {}) as Record<string, unknown>;
  for (const [name, value] of Object.entries(given)) {
    if (!PARAMETERS.has(name))
      throw new ItemsUnreadable(`The parameter '${name}' of an ItemReader is unsupported here.`);
    if (typeof value !== 'string')
      throw new ItemsUnreadable(`The parameter '${name}' of an ItemReader must be a string.`);
  }
  const { Bucket: bucket, Key: key, Prefix: prefix } = given as Record<string, string | undefined>;
  if (bucket === undefined) throw new ItemsUnreadable("The parameter 'Bucket' of the ItemReader is missing.");
  return { bucket, key, prefix };
}

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html for the form of an item. */
async function* listedObjects(s3: S3Client, bucket: string, prefix = ''): AsyncGenerator<unknown> {
  for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket: bucket, Prefix: prefix })) {
    for (const { ETag, Key, LastModified, Size, StorageClass = 'STANDARD' } of page.Contents ?? []) {
      yield { Etag: ETag, Key, LastModified: Math.floor((LastModified?.getTime() ?? 0) / 1000), Size, StorageClass };
    }
  }
}

async function* jsonItems(s3: S3Client, address: ObjectAddress, pointer: readonly string[]): AsyncGenerator<unknown> {
  if (pointer.length === 0) {
    yield* jsonElements(objectText(s3, address));
    return;
  }
  // A list deep within a file is found by reading the file whole.
  let text = '';
  for await (const piece of objectText(s3, address)) text += piece;
  let value = parsed(text, 'The file');
  for (const part of pointer) value = (value as Record<string, unknown> | undefined)?.[part];
  if (!Array.isArray(value)) throw new ItemsUnreadable(`'/${pointer.join('/')}' of the file is no array.`);
  yield* value;
}

async function* jsonLines(s3: S3Client, address: ObjectAddress): AsyncGenerator<unknown> {
  let number = 0;
  for await (const line of textLines(objectText(s3, address))) {
    number++;
    if (line.trim() !== '') yield parsed(line, `Line ${number} of the file`);
  }
}

async function* csvItems(pieces: AsyncIterable<string>, delimiter: string, header: CsvHeader): AsyncGenerator<unknown> {
  let names = header.location === 'GIVEN' ? header.names : undefined;
  for await (const record of csvRecords(pieces, delimiter)) {
    if (names === undefined) {
      names = record;
      if (new Set(names).size < names.length) throw new ItemsUnreadable('CSV headers cannot contain duplicates.');
      continue;
    }
    yield Object.fromEntries(names.map((name, at) => [name, record[at] ?? '']));
  }
}

function parsed(text: string, what: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new ItemsUnreadable(`${what} is not JSON: ${(error as Error).message}`);
  }
}
