import { AwsError } from '../../protocol/aws-error';
import { respondXml } from '../protocol/respond';
import { invalidArgument, malformedXml } from '../protocol/s3-error';
import type { S3Operation } from '../protocol/s3-request';
import { elementsOf, parseXml, textOf } from '../protocol/xml-reader';
import type { XmlObject, XmlValue } from '../protocol/xml-writer';
import { isVersionId } from '../storage/version-id';
import { type Removal, removeObject } from './delete-object';
import { readVerifiedBody } from './verified-body';

const MAX_OBJECTS = 1000;
/** 1,000 keys of 1,024 bytes, escaped. */
const MAX_DOCUMENT_BYTES = 8 * 1024 * 1024;

export const deleteObjects: S3Operation = async (request, response, s3) => {
  const bucket = s3.buckets.get(request.bucket);
  const document = parseXml(await readVerifiedBody(request, MAX_DOCUMENT_BYTES), 'Delete');
  const removals = elementsOf(document, 'Object').map(removalOf);
  if (removals.length === 0 || removals.length > MAX_OBJECTS) throw malformedXml();
  const deleted: XmlObject[] = [];
  const errors: XmlObject[] = [];
  for (const removal of removals) {
    const { key: Key, versionId: VersionId } = removal;
    try {
      if (VersionId !== undefined && !isVersionId(VersionId)) {
        throw invalidArgument('Invalid version id specified', 'versionId', VersionId);
      }
      const { isMarker, version } = removeObject(s3, request, bucket, removal);
      const marker = isMarker ? { DeleteMarker: true, DeleteMarkerVersionId: version } : {};
      deleted.push({ Key, VersionId, ...marker });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      errors.push({ Key, VersionId, Code: error.code, Message: error.message });
    }
  }
  const quiet = textOf(document, 'Quiet')?.trim() === 'true';
  respondXml(request, response, 'DeleteResult', { Deleted: quiet ? [] : deleted, Error: errors });
};

function removalOf(element: XmlValue): Removal {
  const key = textOf(element, 'Key');
  if (key === undefined || key === '') throw malformedXml();
  return { key, versionId: textOf(element, 'VersionId') || undefined, ifMatch: textOf(element, 'ETag') };
}
