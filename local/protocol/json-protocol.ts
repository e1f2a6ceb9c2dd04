import type { ServerResponse } from 'node:http';
import { type LaptopRequest, readBody } from '../front-door/laptop-request';
import { AwsError, asAwsError, exceptionName } from './aws-error';
import type { JsonObject, OperationTable } from './operations';

/** Version of the JSON protocol: SQS and Step Functions speak 1.0, SSM, SageMaker and EventBridge 1.1. */
export type JsonVersion = '1.0' | '1.1';

/** Serves the operation that `X-Amz-Target: Service.Operation` names. */
export async function handleJson(
  operations: OperationTable,
  version: JsonVersion,
  request: LaptopRequest,
  response: ServerResponse,
): Promise<void> {
  const target = String(request.headers['x-amz-target'] ?? '');
  const name = target.slice(target.lastIndexOf('.') + 1);
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (operation === undefined) {
    const known = Object.keys(operations).sort().join(', ');
    throw new AwsError('UnknownOperationException', `The laptop does not have '${target}'. It has: ${known}.`);
  }
  const input = parse(await readBody(request));
  // A long poll or an invocation must not go on for a caller that has hung up.
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const { principal, requestId } = request;
  const output = await operation(input, { principal, requestId, signal: gone.signal });
  const body = Buffer.from(JSON.stringify(output ?? {}));
  response
    .writeHead(200, {
      'content-type': `application/x-amz-json-${version}`,
      'content-length': body.length,
      'x-amzn-requestid': request.requestId,
    })
    .end(body);
}

function parse(body: Buffer): JsonObject {
  if (body.length === 0) return {};
  let input: unknown;
  try {
    input = JSON.parse(body.toString('utf8'));
  } catch (error) {
    throw new AwsError('SerializationException', `The body is not JSON: ${(error as Error).message}`);
  }
  if (typeof input === 'object' && input !== null && !Array.isArray(input)) return input as JsonObject;
  throw new AwsError('SerializationException', 'The body is not a JSON object.');
}

/** The JSON protocols' error shape: `__type` in the body and the same name in a header. */
export function failJson(error: unknown, version: JsonVersion, request: LaptopRequest, response: ServerResponse): void {
  const known = asAwsError(error);
  const code = exceptionName(known);
  response
    .writeHead(known.status === 403 ? 400 : known.status, {
      'content-type': `application/x-amz-json-${version}`,
      'x-amzn-errortype': code,
      'x-amzn-requestid': request.requestId,
    })
    .end(JSON.stringify({ __type: code, message: known.message, ...known.members }));
}
