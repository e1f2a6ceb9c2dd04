import type { OutgoingHttpHeader, ServerResponse } from 'node:http';
import type { S3Request } from './s3-request';
import { toXml, type XmlObject } from './xml-writer';

/** Header names and values by turns, the form that `writeHead` takes without a copy. */
export type HeaderList = OutgoingHttpHeader[];

/** An opaque host id, as S3 sends one with each answer. */
const HOST_ID = Buffer.from('second-look laptop').toString('base64');

/** The headers that every answer of S3 has. */
export const baseHeaders = (requestId: string): HeaderList => [
  'server',
  'AmazonS3',
  'x-amz-request-id',
  requestId,
  'x-amz-id-2',
  HOST_ID,
];

/** Answers without a body. */
export function respondEmpty(
  request: S3Request,
  response: ServerResponse,
  status = 200,
  headers: HeaderList = [],
): void {
  const length: HeaderList = status === 204 || status === 304 ? [] : ['content-length', '0'];
  response.writeHead(status, [...baseHeaders(request.http.requestId), ...length, ...headers]).end();
}

/** Answers with an XML document. */
export function respondXml(
  request: S3Request,
  response: ServerResponse,
  root: string,
  content: XmlObject | string,
  headers: HeaderList = [],
): void {
  const body = Buffer.from(toXml(root, content));
  response
    .writeHead(200, [
      ...baseHeaders(request.http.requestId),
      'content-type',
      'application/xml',
      'content-length',
      String(body.length),
      ...headers,
    ])
    .end(body);
}
