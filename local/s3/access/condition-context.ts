import { joinedRecord } from '../../../core/joined-record';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../../account';
import type { ConditionContext } from '../../iam/authorizer';
import type { S3Request } from '../protocol/s3-request';

/** The laptop stands in for TLS: policies that demand it see it. */
const EVERY_REQUEST: ConditionContext = {
  'aws:SecureTransport': 'true',
  'aws:SourceIp': '127.0.0.1',
  'aws:RequestedRegion': LOCAL_REGION,
  'aws:ResourceAccount': LOCAL_ACCOUNT,
  's3:ResourceAccount': LOCAL_ACCOUNT,
  's3:TlsVersion': '1.3',
  's3:signatureversion': 'AWS4-HMAC-SHA256',
};

/** Condition keys that are a request header's value. */
const FROM_HEADERS: readonly (readonly [string, string])[] = [
  ['x-amz-server-side-encryption', 's3:x-amz-server-side-encryption'],
  ['x-amz-server-side-encryption-aws-kms-key-id', 's3:x-amz-server-side-encryption-aws-kms-key-id'],
  ['x-amz-storage-class', 's3:x-amz-storage-class'],
  ['x-amz-acl', 's3:x-amz-acl'],
  ['x-amz-metadata-directive', 's3:x-amz-metadata-directive'],
  ['x-amz-copy-source', 's3:x-amz-copy-source'],
  ['x-amz-content-sha256', 's3:x-amz-content-sha256'],
  ['if-match', 's3:if-match'],
  ['if-none-match', 's3:if-none-match'],
];

/**
 * The condition keys of a request.
 * @param extra keys that only the operation knows, e.g. `s3:prefix`.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
export function requestContext(request: S3Request, extra: ConditionContext | undefined): ConditionContext {
  const { headers, query } = request;
  const context = joinedRecord(EVERY_REQUEST, extra);
  for (const [header, key] of FROM_HEADERS) {
    const value = headers[header];
    if (value !== undefined) context[key] = value;
  }
  if (query.size > 0) {
    const versionId = query.get('versionId');
    if (versionId !== null) context['s3:VersionId'] = versionId;
    context['s3:authType'] = query.has('X-Amz-Credential') ? 'REST-QUERY-STRING' : 'REST-HEADER';
  } else {
    context['s3:authType'] = 'REST-HEADER';
  }
  return context;
}

/** Keys of the tags that an object has. */
export const existingTags = (tags: Readonly<Record<string, string>> | undefined): ConditionContext | undefined =>
  tags === undefined ? undefined : tagKeys('s3:ExistingObjectTag', tags);

/** Keys of the tags that a request puts on an object. */
export const requestedTags = (tags: Readonly<Record<string, string>>): ConditionContext => ({
  ...tagKeys('s3:RequestObjectTag', tags),
  's3:RequestObjectTagKeys': Object.keys(tags),
});

const tagKeys = (prefix: string, tags: Readonly<Record<string, string>>): ConditionContext =>
  Object.fromEntries(Object.entries(tags).map(([name, value]) => [`${prefix}/${name}`, value]));
