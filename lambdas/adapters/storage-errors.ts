import {
  AccessDenied,
  ImageNotFound,
  ImageUnreadable,
  InvalidInput,
  type ServiceError,
  StorageUnavailable,
} from '../../core/contracts/errors';

interface SdkError extends Error {
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly code?: string;
}

const NOT_FOUND = new Set(['NoSuchKey', 'NotFound', 'NoSuchVersion', 'NoSuchBucket', 'MethodNotAllowed']);
/** What S3 answers in the region that it was asked in. */
const ELSEWHERE = new Set(['PermanentRedirect', 'AuthorizationHeaderMalformed']);

/**
 * The named error for what S3 answered about one object. An error that is none of S3's (a bug of ours) comes back as it is.
 * @param action the IAM action that the role needs, for the message.
 */
export function storageError(error: unknown, object: { bucket: string; key: string }, action: string): Error {
  const { name, message, $metadata, code } = error as SdkError;
  const where = `s3://${object.bucket}/${object.key}`;
  const options = { cause: error };
  if (name === 'NoSuchBucket') {
    return new ImageNotFound(`There is no bucket '${object.bucket}': check s3_bucket of the input.`, options);
  }
  if (NOT_FOUND.has(name)) {
    return new ImageNotFound(`There is no object ${where}: check s3_key (case, spaces and '+' count).`, options);
  }
  if (name === 'InvalidObjectState') {
    return new ImageUnreadable(`${where} is archived: restore it first. (${message})`, options);
  }
  if (ELSEWHERE.has(name)) {
    return new InvalidInput(`The bucket of ${where} is in another region: copy the image to a bucket here.`, options);
  }
  if (name.startsWith('KMS.')) return keyError(name, where, message, options);
  const status = $metadata?.httpStatusCode;
  if (name === 'AccessDenied' || status === 403) return denied(where, action, message, options);
  if (
    name === 'InvalidBucketName' ||
    name === 'KeyTooLongError' ||
    name === 'InvalidArgument' ||
    name === 'InvalidARN'
  ) {
    return new InvalidInput(`S3 does not take ${where}: ${message}`, options);
  }
  if ((status !== undefined && status >= 500) || status === 429 || isConnectionError(name, code)) {
    return new StorageUnavailable(`S3 could not serve ${where} (${name}: ${message}). Trying again may help.`, options);
  }
  return error as Error;
}

/** What KMS answered S3: `KMS.DisabledException`, `KMS.KMSInvalidStateException` (to be deleted), `KMS.ThrottlingException`, ... */
function keyError(name: string, where: string, message: string, options: { cause: unknown }): ServiceError {
  if (/Throttling|Internal|Timeout|KeyUnavailable/.test(name)) {
    return new StorageUnavailable(
      `KMS could not serve ${where} (${name}: ${message}). Trying again may help.`,
      options,
    );
  }
  return new AccessDenied(`The key of ${where} cannot be used (${name}: ${message}). See to the key in KMS.`, options);
}

function denied(where: string, action: string, message: string, options: { cause: unknown }): ServiceError {
  // Without s3:ListBucket S3 does not tell what is absent from what is forbidden.
  const absent =
    action === 's3:GetObject' ? ' Or the object is absent: a role that may not list the bucket is told the same.' : '';
  const text = `The function may not ${action} on ${where}: grant its role ${action} on the bucket and its key.${absent} (${message})`;
  return new AccessDenied(text, options);
}

/** Time-outs and cut connections, as the SDK, Node and undici name them. */
export function isConnectionError(name: string, code: string | undefined): boolean {
  return (
    name === 'TimeoutError' ||
    name === 'RequestTimeout' ||
    (code !== undefined &&
      /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|UND_ERR_(SOCKET|(CONNECT|HEADERS|BODY)_TIMEOUT))/.test(code))
  );
}
