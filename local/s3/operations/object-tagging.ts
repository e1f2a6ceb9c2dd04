import { readBody } from '../../front-door/laptop-request';
import { requestedTags } from '../access/condition-context';
import { respondEmpty, respondXml } from '../protocol/respond';
import type { S3Operation } from '../protocol/s3-request';
import { parseXml } from '../protocol/xml-reader';
import { findObject } from './find-object';
import { versionHeaders } from './object-headers';
import { parseTagSet, tagSetXml } from './tag-set';

const MAX_OBJECT_TAGS = 10;

export const getObjectTagging: S3Operation = (request, response, s3) => {
  const bucket = s3.buckets.get(request.bucket);
  const version = findObject(s3, request, bucket, 's3:GetObjectTagging');
  respondXml(request, response, 'Tagging', tagSetXml(version.tags ?? {}), versionHeaders(bucket, version));
};

export const putObjectTagging: S3Operation = async (request, response, s3) => {
  const bucket = s3.buckets.get(request.bucket);
  const tags = parseTagSet(parseXml(await readBody(request.http), 'Tagging'), MAX_OBJECT_TAGS);
  const version = findObject(s3, request, bucket, 's3:PutObjectTagging');
  s3.access.object(
    request,
    request.query.has('versionId') ? 's3:PutObjectVersionTagging' : 's3:PutObjectTagging',
    requestedTags(tags),
  );
  bucket.amend({ ...version, tags: Object.keys(tags).length === 0 ? undefined : tags });
  respondEmpty(request, response, 200, versionHeaders(bucket, version));
};

export const deleteObjectTagging: S3Operation = (request, response, s3) => {
  const bucket = s3.buckets.get(request.bucket);
  const version = findObject(s3, request, bucket, 's3:DeleteObjectTagging');
  bucket.amend({ ...version, tags: undefined });
  respondEmpty(request, response, 204, versionHeaders(bucket, version));
};
