import { invalidArgument, malformedXml, S3Error } from '../protocol/s3-error';
import { elementsOf, memberOf, textOf } from '../protocol/xml-reader';
import type { XmlObject } from '../protocol/xml-writer';

export type Tags = Readonly<Record<string, string>>;

const MAX_KEY_LENGTH = 128;
const MAX_VALUE_LENGTH = 256;

/**
 * Reads `x-amz-tagging: a=1&b=2`.
 * @throws S3Error `InvalidArgument`, `InvalidTag`, `BadRequest`
 */
export function parseTagHeader(header: string | undefined): Tags | undefined {
  if (header === undefined || header === '') return undefined;
  const pairs = [...new URLSearchParams(header)];
  if (pairs.length === 0) throw invalidArgument('The header is no query string.', 'x-amz-tagging', header);
  return checkedTags(pairs, 10);
}

/**
 * Reads a `Tagging` document.
 * @param most how many tags there may be: 10 for an object, 50 for a bucket.
 * @throws S3Error `MalformedXML`, `InvalidTag`, `BadRequest`
 */
export function parseTagSet(document: XmlObject, most: number): Tags {
  const pairs = elementsOf(memberOf(document, 'TagSet'), 'Tag').map((tag): [string, string] => {
    const key = textOf(tag, 'Key');
    const value = textOf(tag, 'Value');
    if (key === undefined || value === undefined) throw malformedXml();
    return [key, value];
  });
  return checkedTags(pairs, most);
}

/** The `Tagging` document of some tags. */
export const tagSetXml = (tags: Tags): XmlObject => ({
  TagSet: { Tag: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) },
});

/** @throws S3Error `InvalidTag`, `BadRequest` for more than `most` */
export function checkedTags(pairs: readonly (readonly [string, string])[], most: number): Tags {
  if (pairs.length > most) throw new S3Error('BadRequest', `Tags cannot be more than ${most}.`);
  for (const [key, value] of pairs) {
    if (key.length === 0 || key.length > MAX_KEY_LENGTH) {
      throw new S3Error('InvalidTag', 'The TagKey you have provided is invalid', 400, { TagKey: key });
    }
    if (value.length > MAX_VALUE_LENGTH) {
      throw new S3Error('InvalidTag', 'The TagValue you have provided is invalid', 400, { TagKey: key });
    }
  }
  if (new Set(pairs.map(([key]) => key)).size < pairs.length) {
    throw new S3Error('InvalidTag', 'Cannot provide multiple Tags with the same key');
  }
  return Object.fromEntries(pairs);
}
