import { preconditionFailed } from '../protocol/s3-error';

/** The condition headers of a read or of the source of a copy. */
export interface ReadConditions {
  readonly ifMatch?: string;
  readonly ifNoneMatch?: string;
  readonly ifModifiedSince?: string;
  readonly ifUnmodifiedSince?: string;
}

export const unquoted = (etag: string): string => etag.trim().replace(/^(?:W\/)?"(.*)"$/, '$1');

/**
 * Judges conditions in the order of RFC 9110, section 13.2.2: an ETag condition hides the time condition of its pair.
 * @param object ETag without quotation marks; `modified` in milliseconds since the epoch.
 * @returns whether the caller has the object already (304 on a read).
 * @throws S3Error `PreconditionFailed`
 */
export function isNotModified(
  conditions: ReadConditions,
  object: { readonly etag: string; readonly modified: number },
): boolean {
  const { ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince } = conditions;
  // HTTP dates have whole seconds.
  const modified = Math.floor(object.modified / 1000) * 1000;
  if (ifMatch !== undefined) {
    if (!matches(ifMatch, object.etag)) throw preconditionFailed('If-Match');
  } else if (ifUnmodifiedSince !== undefined && modified > Date.parse(ifUnmodifiedSince)) {
    throw preconditionFailed('If-Unmodified-Since');
  }
  if (ifNoneMatch !== undefined) return matches(ifNoneMatch, object.etag);
  return ifModifiedSince !== undefined && modified <= Date.parse(ifModifiedSince);
}

const matches = (header: string, etag: string): boolean =>
  header.split(',').some((candidate) => ['*', etag].includes(unquoted(candidate)));
