import { requestedTags } from '../access/condition-context';
import { bodyExpectation } from '../body/body-expectation';
import type { ObjectChecksum } from '../body/checksum';
import { receiveBody } from '../body/receive-body';
import { respondEmpty } from '../protocol/respond';
import type { S3Context, S3Operation, S3Request } from '../protocol/s3-request';
import type { Bucket } from '../storage/bucket';
import type { ObjectDescription, ObjectVersion } from '../storage/object-version';
import { assertWritable } from '../storage/write-precondition';
import { authorizeKey } from './choose-encryption';
import { objectDescription } from './object-description';
import { checksumHeaders, writtenHeaders } from './object-headers';
import { writePrecondition } from './write-conditions';

export const putObject: S3Operation = async (request, response, s3) => {
  const bucket = s3.buckets.get(request.bucket);
  const description = objectDescription(request, bucket);
  authorizePut(s3, request, description);
  const wanted = writePrecondition(request.headers);
  // Judged once more at the commit; here it spares an upload that cannot win.
  assertWritable(request.key, bucket.objects.latest(request.key), wanted);
  const expected = bodyExpectation(request.headers);
  const body = await receiveBody(request.http.incoming, expected, bucket.bodies);
  // Named one by one below: spreading them costs a put a twentieth of its processor time.
  const { headers, metadata, tags, storageClass, encryption } = description;
  const checksum: ObjectChecksum = { algorithm: expected.kept, value: body.checksum, type: 'FULL_OBJECT' };
  try {
    const version = bucket.put(
      {
        headers,
        metadata,
        tags,
        storageClass,
        encryption,
        key: request.key,
        modified: s3.clock.now().getTime(),
        etag: body.md5,
        size: body.size,
        segments: body.segments,
        checksum,
      },
      wanted,
    );
    respondEmpty(request, response, 200, checksumHeaders(version, writtenHeaders(bucket, version)));
    announce(s3, request, bucket, version, 'PutObject');
  } catch (error) {
    bucket.bodies.remove(body.segments);
    throw error;
  }
};

/**
 * What putting an object needs, by whatever operation.
 * @throws AwsError `AccessDenied`
 */
export function authorizePut({ access }: S3Context, request: S3Request, description: ObjectDescription): void {
  const { tags, encryption } = description;
  access.object(request, 's3:PutObject', tags === undefined ? undefined : requestedTags(tags));
  if (tags !== undefined) access.object(request, 's3:PutObjectTagging', requestedTags(tags));
  // A write that looks at what is there reads it.
  if (request.headers['if-match'] !== undefined) access.object(request, 's3:GetObject');
  authorizeKey(access, request, 'kms:GenerateDataKey', encryption);
}

/** Tells EventBridge's stand-in of a new object, where the bucket wants that. */
export function announce(
  s3: S3Context,
  request: S3Request,
  bucket: Bucket,
  { key, versionId, etag, size, modified }: ObjectVersion,
  reason: 'PutObject' | 'CopyObject' | 'CompleteMultipartUpload',
): void {
  const { eventBridge, versioning } = bucket.configuration;
  if (eventBridge !== true) return;
  s3.created.notify({
    bucket: bucket.name,
    key,
    versionId: versioning === undefined ? undefined : versionId,
    etag,
    size,
    reason,
    time: new Date(modified),
    requestId: request.http.requestId,
  });
}
