import type { ServerResponse } from 'node:http';
import { abortMultipartUpload } from './operations/abort-multipart-upload';
import { createBucket, deleteBucket, getBucketLocation, headBucket, listBuckets } from './operations/bucket-basics';
import { type BucketDocument, documentOperations } from './operations/bucket-document';
import {
  bucketTaggingDocument,
  encryptionDocument,
  lifecycleDocument,
  loggingDocument,
  notificationDocument,
  publicAccessBlockDocument,
  versioningDocument,
} from './operations/bucket-documents';
import { deleteBucketPolicy, getBucketPolicy, putBucketPolicy } from './operations/bucket-policy';
import { completeMultipartUpload } from './operations/complete-multipart-upload';
import { copyObject } from './operations/copy-object';
import { createMultipartUpload } from './operations/create-multipart-upload';
import { deleteObject } from './operations/delete-object';
import { deleteObjects } from './operations/delete-objects';
import { getObject } from './operations/get-object';
import { getObjectAttributes } from './operations/get-object-attributes';
import { listMultipartUploads } from './operations/list-multipart-uploads';
import { listObjectVersions } from './operations/list-object-versions';
import { listObjects, listObjectsV2 } from './operations/list-objects';
import { listParts } from './operations/list-parts';
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from './operations/object-tagging';
import { putObject } from './operations/put-object';
import { uploadPart } from './operations/upload-part';
import { uploadPartCopy } from './operations/upload-part-copy';
import { notImplemented, S3Error } from './protocol/s3-error';
import type { S3Context, S3Operation, S3Request } from './protocol/s3-request';
import { operationName } from './unsupported-operations';

const isCopy = ({ headers }: S3Request): boolean => headers['x-amz-copy-source'] !== undefined;

/** Takes the copying operation where the request names a source. */
const orCopy =
  (plain: S3Operation, copying: S3Operation): S3Operation =>
  (request, response, s3) =>
    (isCopy(request) ? copying : plain)(request, response, s3);

const document = (subresource: string, kind: BucketDocument, methods = ['get', 'put', 'delete'] as const) => {
  const operations = documentOperations(kind);
  return methods.map((method) => [`bucket ${method.toUpperCase()} ${subresource}`, operations[method]] as const);
};

/** Operations by level, method and subresource. */
const ROUTES: ReadonlyMap<string, S3Operation> = new Map<string, S3Operation>([
  ['service GET ', listBuckets],
  ['bucket PUT ', createBucket],
  ['bucket DELETE ', deleteBucket],
  ['bucket HEAD ', headBucket],
  ['bucket GET ', listObjects],
  ['bucket GET list-type', listObjectsV2],
  ['bucket GET versions', listObjectVersions],
  ['bucket GET uploads', listMultipartUploads],
  ['bucket GET location', getBucketLocation],
  ['bucket POST delete', deleteObjects],
  ...document('versioning', versioningDocument).filter(([name]) => !name.includes('DELETE')),
  ...document('encryption', encryptionDocument),
  ...document('publicAccessBlock', publicAccessBlockDocument),
  ...document('lifecycle', lifecycleDocument),
  ...document('logging', loggingDocument).filter(([name]) => !name.includes('DELETE')),
  ...document('notification', notificationDocument).filter(([name]) => !name.includes('DELETE')),
  ...document('tagging', bucketTaggingDocument),
  ['bucket GET policy', getBucketPolicy],
  ['bucket PUT policy', putBucketPolicy],
  ['bucket DELETE policy', deleteBucketPolicy],
  ['object PUT ', orCopy(putObject, copyObject)],
  ['object GET ', getObject],
  ['object HEAD ', getObject],
  ['object DELETE ', deleteObject],
  ['object GET attributes', getObjectAttributes],
  ['object GET tagging', getObjectTagging],
  ['object PUT tagging', putObjectTagging],
  ['object DELETE tagging', deleteObjectTagging],
  ['object POST uploads', createMultipartUpload],
  ['object PUT uploadId', orCopy(uploadPart, uploadPartCopy)],
  ['object POST uploadId', completeMultipartUpload],
  ['object DELETE uploadId', abortMultipartUpload],
  ['object GET uploadId', listParts],
]);

/** What there is, e.g. `object PUT uploadId`. */
export const routeNames = (): readonly string[] => [...ROUTES.keys()];

/** Query parameters that qualify an operation; any other name is a subresource if an operation is known by it. */
const METHODS = new Set(['GET', 'HEAD', 'PUT', 'POST', 'DELETE']);

/**
 * Runs the operation that a request means.
 * @throws S3Error `NotImplemented` with the operation's name, `MethodNotAllowed`, and the operation's own errors.
 */
export function runOperation(request: S3Request, response: ServerResponse, s3: S3Context): Promise<void> | void {
  const { method } = request.http;
  const level = request.bucket === '' ? 'service' : request.key === '' ? 'bucket' : 'object';
  const subresource = request.query.size === 0 ? '' : subresourceOf(request.query);
  const operation = ROUTES.get(`${level} ${method} ${subresource}`);
  if (operation !== undefined) return operation(request, response, s3);
  const name = operationName(level, method, subresource);
  if (name !== undefined) throw notImplemented(name);
  if (METHODS.has(method) && subresource !== '') throw notImplemented(`${method} ?${subresource} on a ${level}`);
  throw new S3Error('MethodNotAllowed', 'The specified method is not allowed against this resource.', 405, {
    Method: method,
    ResourceType: level.toUpperCase(),
  });
}

const SUBRESOURCES = new Set(
  `list-type versions uploads location delete versioning encryption publicAccessBlock lifecycle logging notification tagging policy
   attributes uploadId acl cors website replication accelerate requestPayment analytics inventory metrics intelligent-tiering
   ownershipControls object-lock legal-hold retention torrent restore select session policyStatus metadataConfiguration
   metadataTable renameObject append`.split(/\s+/),
);

function subresourceOf(query: URLSearchParams): string {
  for (const name of query.keys()) if (SUBRESOURCES.has(name)) return name;
  return '';
}
