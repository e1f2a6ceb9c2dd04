import type { IncomingHttpHeaders } from 'node:http';

/** What a Signature Version 4 says about a request: who signed it, and for which service. */
export interface SignatureScope {
  readonly accessKeyId: string;
  readonly service: string;
  /** True where the signature is in the query (a presigned URL). */
  readonly presigned: boolean;
}

const CREDENTIAL = /Credential=([^/,\s]+)\/\d{8}\/[^/]+\/([^/]+)\/aws4_request/;

/**
 * Reads the credential scope `AKID/yyyymmdd/region/service/aws4_request` of the Authorization header or of the query. The
 * signature itself is not verified: the laptop listens on 127.0.0.1 only, and takes any secret.
 * @returns undefined for an unsigned request.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signatureScope(headers: IncomingHttpHeaders, query: URLSearchParams): SignatureScope | undefined {
  const header = headers.authorization === undefined ? null : CREDENTIAL.exec(headers.authorization);
  if (header !== null) return { accessKeyId: header[1] as string, service: header[2] as string, presigned: false };
  const credential = query.get('X-Amz-Credential')?.split('/');
  if (credential === undefined) return olderScope(query);
  if (credential.length < 5) return undefined;
  return { accessKeyId: credential[0] as string, service: credential[3] as string, presigned: true };
}

/** Presigned URLs of S3 by Signature Version 2, which boto3 still makes in us-east-1 unless told otherwise. */
function olderScope(query: URLSearchParams): SignatureScope | undefined {
  const accessKeyId = query.get('AWSAccessKeyId');
  return accessKeyId === null || !query.has('Signature') ? undefined : { accessKeyId, service: 's3', presigned: true };
}
