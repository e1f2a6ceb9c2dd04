import { createHash } from 'node:crypto';
import { readBody } from '../../front-door/laptop-request';
import {
  checksumElement,
  checksumHeader,
  combineChecksums,
  compositeChecksum,
  type ObjectChecksum,
} from '../body/checksum';
import { respondXml } from '../protocol/respond';
import { invalidRequest, malformedXml, S3Error } from '../protocol/s3-error';
import type { S3Operation, S3Request } from '../protocol/s3-request';
import { elementsOf, parseXml, textOf } from '../protocol/xml-reader';
import type { XmlValue } from '../protocol/xml-writer';
import type { MultipartUpload, UploadedPart } from '../storage/object-version';
import { authorizeKey, encryptionHeaders } from './choose-encryption';
import { findUpload } from './find-upload';
import { versionHeaders } from './object-headers';
import { announce } from './put-object';
import { unquoted } from './read-conditions';
import { writePrecondition } from './write-conditions';

/** Of every part but the last. */
const MIN_PART_BYTES = 5 * 1024 * 1024;
/** 10,000 parts with a SHA-256 each. */
const MAX_DOCUMENT_BYTES = 4 * 1024 * 1024;

export const completeMultipartUpload: S3Operation = async (request, response, s3) => {
  const bucket = s3.buckets.get(request.bucket);
  s3.access.object(request, 's3:PutObject');
  const document = parseXml(await readBody(request.http, MAX_DOCUMENT_BYTES), 'CompleteMultipartUpload');
  const upload = findUpload(request, bucket);
  authorizeKey(s3.access, request, 'kms:Decrypt', upload.encryption);
  const parts = chosenParts(upload, elementsOf(document, 'Part'));
  const checksum = wholeChecksum(upload, parts);
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  assertPromises(request, checksum, size);
  const md5s = Buffer.from(parts.map(({ etag }) => etag).join(''), 'hex');
  const version = bucket.put(
    {
      key: upload.key,
      headers: upload.headers,
      metadata: upload.metadata,
      tags: upload.tags,
      storageClass: upload.storageClass,
      encryption: upload.encryption,
      modified: s3.clock.now().getTime(),
      etag: `${createHash('md5').update(md5s).digest('hex')}-${parts.length}`,
      size,
      segments: parts.flatMap(({ segments }) => segments),
      parts: parts.map((part) => ({ number: part.number, size: part.size, checksum: part.checksum.value })),
      checksum,
    },
    writePrecondition(request.headers),
    upload.uploadId,
  );
  const result = {
    Location: `http://${request.http.headers.host ?? '127.0.0.1'}${request.http.rawPath}`,
    Bucket: bucket.name,
    Key: version.key,
    ETag: `"${version.etag}"`,
    [checksumElement(checksum.algorithm)]: checksum.value,
    ChecksumType: checksum.type,
  };
  respondXml(request, response, 'CompleteMultipartUploadResult', result, [
    ...versionHeaders(bucket, version),
    ...encryptionHeaders(version.encryption),
  ]);
  announce(s3, request, bucket, version, 'CompleteMultipartUpload');
};

/** @throws S3Error `MalformedXML`, `InvalidPartOrder`, `InvalidPart`, `EntityTooSmall`, `InvalidRequest` */
function chosenParts(upload: MultipartUpload, elements: readonly XmlValue[]): UploadedPart[] {
  if (elements.length === 0) throw malformedXml();
  let previous = 0;
  const parts = elements.map((element) => {
    const number = Number(textOf(element, 'PartNumber'));
    const etag = textOf(element, 'ETag');
    if (!Number.isInteger(number) || etag === undefined) throw malformedXml();
    if (number <= previous) {
      throw new S3Error(
        'InvalidPartOrder',
        'The list of parts was not in ascending order. Parts must be ordered by part number.',
        400,
        {
          UploadId: upload.uploadId,
        },
      );
    }
    previous = number;
    const part = upload.parts.get(number);
    const checksum = textOf(element, checksumElement(upload.checksum.algorithm));
    if (part === undefined || unquoted(etag) !== part.etag) throw invalidPart(upload, number, etag);
    if (checksum !== undefined && checksum !== part.checksum.value) throw invalidPart(upload, number, etag);
    if (checksum === undefined && upload.checksum.type === 'COMPOSITE') {
      throw invalidRequest(
        `The upload was created using a ${upload.checksum.algorithm.toLowerCase()} checksum. The complete request must include the checksum for each part. It was missing for part ${number} in the request.`,
      );
    }
    return part;
  });
  for (const part of parts.slice(0, -1)) {
    if (part.size < MIN_PART_BYTES) throw tooSmall(part);
  }
  return parts;
}

const invalidPart = (upload: MultipartUpload, number: number, etag: string): S3Error =>
  new S3Error(
    'InvalidPart',
    "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
    400,
    { UploadId: upload.uploadId, PartNumber: number, ETag: unquoted(etag) },
  );

const tooSmall = (part: UploadedPart): S3Error =>
  new S3Error('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', 400, {
    ProposedSize: part.size,
    MinSizeAllowed: MIN_PART_BYTES,
    PartNumber: part.number,
    ETag: part.etag,
  });

function wholeChecksum({ checksum }: MultipartUpload, parts: readonly UploadedPart[]): ObjectChecksum {
  const { algorithm, type } = checksum;
  const pieces = parts.map((part) => ({ value: part.checksum.value, size: part.size }));
  const value =
    type === 'FULL_OBJECT'
      ? combineChecksums(algorithm, pieces)
      : compositeChecksum(
          algorithm,
          pieces.map((piece) => piece.value),
        );
  return { algorithm, type, value };
}

/** Compares the object with what the request's headers say of it. @throws S3Error `BadDigest`, `InvalidRequest` */
function assertPromises({ headers }: S3Request, checksum: ObjectChecksum, size: number): void {
  const promised = headers[checksumHeader(checksum.algorithm)];
  if (promised !== undefined && checksum.type === 'FULL_OBJECT' && promised !== checksum.value) {
    throw new S3Error('BadDigest', `The ${checksum.algorithm} you specified did not match the calculated checksum.`);
  }
  const promisedSize = headers['x-amz-mp-object-size'];
  if (promisedSize !== undefined && Number(promisedSize) !== size) {
    throw invalidRequest(
      `The provided 'x-amz-mp-object-size' header value ${promisedSize} does not match what was computed: ${size}`,
    );
  }
}
