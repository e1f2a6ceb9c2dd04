import { XMLParser } from 'fast-xml-parser';
import type { RawAnswer, RawCall } from './raw-s3';

/** What two servers must agree on in one answer. */
export interface Observed {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const COMPARED_HEADERS =
  /^(etag|content-type|content-range|cache-control|x-amz-meta-.*|x-amz-version-id|x-amz-delete-marker|x-amz-tagging-count)$/;

/** Times, owners and ids of requests, hosts and checksums that one server tells and the other does not. */
const VOLATILE = new Set([
  'LastModified',
  'CreationDate',
  'Initiated',
  'Owner',
  'Initiator',
  'Location',
  'ChecksumAlgorithm',
  'ChecksumType',
  'ChecksumCRC64NVME',
  '@_xmlns',
  '?xml',
]);

const parser = new XMLParser({ parseTagValue: false, trimValues: false, ignoreAttributes: true });

/** Replaces a server's own ids by their place in the order of appearance. */
export type NameOfId = (id: string) => string;

export function observe(call: RawCall, answer: RawAnswer, nameOfId: NameOfId): Observed {
  const isXml = /^\s*<(\?xml|[A-Z])/.test(answer.body) && (answer.headers['content-type'] ?? '').includes('xml');
  const isError = answer.status >= 400;
  const headers = Object.entries(answer.headers)
    .filter(([name, value]) => COMPARED_HEADERS.test(name) && !isUntold(call, name, String(value), isXml))
    .map(([name, value]) => [name, name === 'x-amz-version-id' ? nameOfId(String(value)) : String(value)]);
  return {
    status: answer.status,
    headers: isError ? {} : Object.fromEntries(headers),
    body: isXml ? normalised(parser.parse(answer.body), nameOfId) : isError ? undefined : answer.body,
  };
}

/** Headers that one of the servers leaves out, or adds, where they say nothing. */
function isUntold(call: RawCall, name: string, value: string, isXml: boolean): boolean {
  if (name === 'content-type') return isXml || call.method !== 'GET';
  // moto never tells the version id `null`.
  if (name === 'x-amz-version-id') return value === 'null';
  // moto counts tags in the answer of a put, and gives the ETag of a copy as a header too.
  return call.method === 'PUT' && (name === 'x-amz-tagging-count' || (name === 'etag' && isXml));
}

function normalised(document: Record<string, unknown>, nameOfId: NameOfId): unknown {
  const error = document.Error as { Code?: string } | undefined;
  // Messages are prose; the code is the contract.
  if (error !== undefined) return { Error: error.Code };
  // moto calls some documents after the operation; no client looks at the name.
  return Object.entries(document)
    .filter(([name]) => !VOLATILE.has(name))
    .map(([, content]) => clean(content, nameOfId));
}

function clean(value: unknown, nameOfId: NameOfId): unknown {
  if (Array.isArray(value)) return value.map((item) => clean(item, nameOfId));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(([name, member]) => !VOLATILE.has(name) && name !== '#text' && member !== '')
    .map(([name, member]) => [
      name,
      /VersionId|UploadId/.test(name) ? nameOfId(String(member)) : clean(member, nameOfId),
    ]);
  return Object.fromEntries(entries.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)));
}
