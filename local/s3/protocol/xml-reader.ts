import { XMLParser } from 'fast-xml-parser';
import { malformedXml } from './s3-error';
import type { XmlObject, XmlValue } from './xml-writer';

const parser = new XMLParser({
  parseTagValue: false,
  // Keys may begin or end with spaces.
  trimValues: false,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  removeNSPrefix: true,
  htmlEntities: true,
});

/**
 * Reads a request's XML into an object: an element is a string or an object, a repeated one an array.
 * @param root the name that the document's element must have.
 * @throws S3Error `MalformedXML`, also for a document type (no S3 request has one; entities could grow without bound).
 */
export function parseXml(body: Buffer, root: string): XmlObject {
  const text = body.toString('utf8');
  if (text.includes('<!DOCTYPE')) throw malformedXml();
  let document: unknown;
  try {
    document = parser.parse(text, true);
  } catch {
    throw malformedXml();
  }
  const content = (document as Record<string, XmlValue>)[root];
  if (content === undefined) throw malformedXml();
  return withoutWhitespace(content) as XmlObject;
}

/** Text beside elements is the sender's indentation. */
function withoutWhitespace(value: XmlValue): XmlValue {
  if (Array.isArray(value)) return value.map((item) => withoutWhitespace(item as XmlValue));
  if (typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([name]) => name !== '#text');
  return Object.fromEntries(entries.map(([name, item]) => [name, withoutWhitespace(item)]));
}

/** An element that may be absent, single or repeated, as a list. */
export function elementsOf(parent: XmlValue, name: string): readonly XmlValue[] {
  const value = memberOf(parent, name);
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly XmlValue[]) : [value];
}

/** The text of an element; undefined where it is absent. */
export function textOf(parent: XmlValue, name: string): string | undefined {
  const value = memberOf(parent, name);
  return typeof value === 'string' ? value : undefined;
}

/** A child element. */
export function memberOf(parent: XmlValue, name: string): XmlValue {
  if (typeof parent !== 'object' || Array.isArray(parent)) return undefined;
  return Object.hasOwn(parent, name) ? (parent as XmlObject)[name] : undefined;
}
