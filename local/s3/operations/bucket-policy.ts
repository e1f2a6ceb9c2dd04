import { readBody } from '../../front-door/laptop-request';
import type { JsonObject } from '../../protocol/operations';
import { bucketArn } from '../access/s3-access';
import { baseHeaders, respondEmpty } from '../protocol/respond';
import { S3Error } from '../protocol/s3-error';
import type { S3Operation } from '../protocol/s3-request';

export const getBucketPolicy: S3Operation = (request, response, s3) => {
  const { policy } = s3.buckets.get(request.bucket).configuration;
  s3.access.bucket(request, 's3:GetBucketPolicy');
  if (policy === undefined) {
    throw new S3Error('NoSuchBucketPolicy', 'The bucket policy does not exist', 404, { BucketName: request.bucket });
  }
  const head = [...baseHeaders(request.http.requestId), 'content-type', 'application/json'];
  response.writeHead(200, [...head, 'content-length', String(Buffer.byteLength(policy))]).end(policy);
};

export const putBucketPolicy: S3Operation = async (request, response, s3) => {
  const bucket = s3.buckets.get(request.bucket);
  s3.access.bucket(request, 's3:PutBucketPolicy');
  const policy = (await readBody(request.http)).toString('utf8');
  s3.policies?.putResourcePolicy(bucketArn(bucket.name), parsePolicy(policy));
  bucket.configure({ policy });
  respondEmpty(request, response, 204);
};

export const deleteBucketPolicy: S3Operation = (request, response, s3) => {
  const bucket = s3.buckets.get(request.bucket);
  s3.access.bucket(request, 's3:DeleteBucketPolicy');
  s3.policies?.deleteResourcePolicy(bucketArn(bucket.name));
  bucket.configure({ policy: undefined });
  respondEmpty(request, response, 204);
};

function parsePolicy(text: string): JsonObject {
  try {
    const document: unknown = JSON.parse(text);
    if (typeof document === 'object' && document !== null && 'Statement' in document) return document as JsonObject;
  } catch {
    // Told below: text that is no JSON and JSON that is no policy are the same mistake.
  }
  throw new S3Error('MalformedPolicy', 'Policies must be valid JSON and the first byte must be {, with a Statement.');
}
