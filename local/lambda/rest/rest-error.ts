import type { ServerResponse } from 'node:http';
import type { LaptopRequest } from '../../front-door/laptop-request';
import { asAwsError, exceptionName } from '../../protocol/aws-error';

/** Lambda's error shape: the name in a header, `Type` and `Message` in the body. */
export function failRest(error: unknown, request: LaptopRequest, response: ServerResponse): void {
  const known = asAwsError(error, 'ServiceException');
  const name = exceptionName(known);
  const Type = known.status < 500 ? 'User' : 'Service';
  const body = Buffer.from(JSON.stringify({ Type, Message: known.message, message: known.message, ...known.members }));
  response
    .writeHead(known.status, {
      'content-type': 'application/json',
      'content-length': body.length,
      'x-amzn-errortype': name,
      'x-amzn-requestid': request.requestId,
    })
    .end(body);
}
