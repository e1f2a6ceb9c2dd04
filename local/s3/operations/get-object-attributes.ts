import { checksumElement } from '../body/checksum';
import { respondXml } from '../protocol/respond';
import { invalidArgument } from '../protocol/s3-error';
import type { S3Operation, S3Request } from '../protocol/s3-request';
import type { XmlObject } from '../protocol/xml-writer';
import type { ObjectVersion } from '../storage/object-version';
import { findObject } from './find-object';
import { MAX_PAGE } from './list-parameters';
import { versionHeaders } from './object-headers';

const ATTRIBUTES = ['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize'];

export const getObjectAttributes: S3Operation = (request, response, s3) => {
  const bucket = s3.buckets.get(request.bucket);
  findObject(s3, request, bucket, 's3:GetObjectAttributes');
  const version = findObject(s3, request, bucket, 's3:GetObject');
  const wanted = wantedAttributes(request);
  const { checksum } = version;
  const content: Record<string, XmlObject | string | number | undefined> = {
    ETag: version.etag,
    Checksum:
      checksum === undefined
        ? undefined
        : { [checksumElement(checksum.algorithm)]: checksum.value, ChecksumType: checksum.type },
    ObjectParts: version.parts === undefined ? undefined : partsXml(request, version),
    StorageClass: version.storageClass ?? 'STANDARD',
    ObjectSize: version.size,
  };
  const told = Object.fromEntries(Object.entries(content).filter(([name]) => wanted.includes(name)));
  respondXml(request, response, 'GetObjectAttributesResponse', told, [
    'last-modified',
    new Date(version.modified).toUTCString(),
    ...versionHeaders(bucket, version),
  ]);
};

function wantedAttributes({ headers }: S3Request): string[] {
  const header = String(headers['x-amz-object-attributes'] ?? '');
  const wanted = header.split(',').map((name) => name.trim());
  const unknown = wanted.find((name) => !ATTRIBUTES.includes(name));
  if (unknown !== undefined) {
    throw invalidArgument('Invalid attribute name specified.', 'x-amz-object-attributes', unknown);
  }
  return wanted;
}

function partsXml({ headers }: S3Request, { parts = [], checksum }: ObjectVersion): XmlObject {
  const most = Math.min(Number(headers['x-amz-max-parts'] ?? MAX_PAGE), MAX_PAGE);
  const marker = Number(headers['x-amz-part-number-marker'] ?? 0);
  const rest = parts.filter(({ number }) => number > marker);
  const page = rest.slice(0, most);
  return {
    PartsCount: parts.length,
    PartNumberMarker: marker,
    NextPartNumberMarker: page.at(-1)?.number ?? 0,
    MaxParts: most,
    IsTruncated: page.length < rest.length,
    Part: page.map((part) => ({
      PartNumber: part.number,
      Size: part.size,
      ...(checksum === undefined ? {} : { [checksumElement(checksum.algorithm)]: part.checksum }),
    })),
  };
}
