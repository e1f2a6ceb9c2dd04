import type { IncomingHttpHeaders } from 'node:http';
import { invalidRequest, S3Error } from '../protocol/s3-error';
import type { WritePrecondition } from '../storage/write-precondition';
import { unquoted } from './read-conditions';

/**
 * Reads If-Match and If-None-Match of a write; S3 has only `*` for the latter.
 * @throws S3Error `NotImplemented`, `InvalidRequest`
 */
export function writePrecondition(headers: IncomingHttpHeaders): WritePrecondition {
  const ifMatch = headers['if-match'];
  const ifNoneMatch = headers['if-none-match'];
  if (ifNoneMatch !== undefined && ifNoneMatch !== '*') {
    throw new S3Error(
      'NotImplemented',
      "A header you provided implies functionality that is not implemented: writes take only If-None-Match: '*'.",
      501,
      { Header: 'If-None-Match' },
    );
  }
  if (ifMatch !== undefined && ifNoneMatch !== undefined) {
    throw invalidRequest('A write takes If-Match or If-None-Match, not both.');
  }
  return { ifMatch: ifMatch === undefined ? undefined : unquoted(ifMatch), ifNoneMatch };
}
