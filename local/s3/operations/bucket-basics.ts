import { LOCAL_REGION } from '../../account';
import { readBody } from '../../front-door/laptop-request';
import { respondEmpty, respondXml } from '../protocol/respond';
import { notImplemented, S3Error } from '../protocol/s3-error';
import type { S3Operation } from '../protocol/s3-request';
import { parseXml, textOf } from '../protocol/xml-reader';
import { assertBucketName } from './bucket-name';
import { OWNER } from './owner';

export const createBucket: S3Operation = async (request, response, s3) => {
  const { bucket: name, headers } = request;
  const body = await readBody(request.http);
  s3.access.bucket(request, 's3:CreateBucket');
  assertBucketName(name);
  if (headers['x-amz-bucket-object-lock-enabled'] === 'true') throw notImplemented('Object Lock');
  const location =
    body.length === 0 ? undefined : textOf(parseXml(body, 'CreateBucketConfiguration'), 'LocationConstraint');
  if (location !== undefined && location !== '' && location !== LOCAL_REGION) {
    throw new S3Error(
      'IllegalLocationConstraintException',
      `The laptop is in ${LOCAL_REGION} only, not in ${location}.`,
    );
  }
  // In us-east-1 creating one's own bucket again succeeds and changes nothing.
  if (s3.buckets.find(name) === undefined) s3.buckets.create(name, s3.clock.now().getTime());
  respondEmpty(request, response, 200, ['location', `/${name}`]);
};

export const deleteBucket: S3Operation = (request, response, s3) => {
  s3.buckets.get(request.bucket);
  s3.access.bucket(request, 's3:DeleteBucket');
  s3.buckets.delete(request.bucket);
  respondEmpty(request, response, 204);
};

export const headBucket: S3Operation = (request, response, s3) => {
  s3.buckets.get(request.bucket);
  s3.access.bucket(request, 's3:ListBucket');
  respondEmpty(request, response, 200, ['x-amz-bucket-region', LOCAL_REGION, 'x-amz-access-point-alias', 'false']);
};

export const listBuckets: S3Operation = (request, response, s3) => {
  s3.access.service(request, 's3:ListAllMyBuckets');
  const { query } = request;
  const prefix = query.get('prefix') ?? '';
  const after = query.get('continuation-token') ?? '';
  const most = Number(query.get('max-buckets') ?? 10_000);
  const rest = s3.buckets.all().filter(({ name }) => name.startsWith(prefix) && name > after);
  const page = rest.slice(0, most);
  respondXml(request, response, 'ListAllMyBucketsResult', {
    Owner: OWNER,
    Buckets: {
      Bucket: page.map(({ name, configuration }) => ({
        Name: name,
        CreationDate: new Date(configuration.created).toISOString(),
        BucketRegion: query.size > 0 ? LOCAL_REGION : undefined,
      })),
    },
    ContinuationToken: page.length < rest.length ? page.at(-1)?.name : undefined,
    Prefix: prefix === '' ? undefined : prefix,
  });
};

export const getBucketLocation: S3Operation = (request, response, s3) => {
  s3.buckets.get(request.bucket);
  s3.access.bucket(request, 's3:GetBucketLocation');
  // us-east-1 has no location constraint.
  respondXml(request, response, 'LocationConstraint', '');
};
