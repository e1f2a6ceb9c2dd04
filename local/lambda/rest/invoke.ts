import { AwsError } from '../../protocol/aws-error';
import type { RestOperation } from './routes';

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export const invoke =
  (functionName: string): RestOperation =>
  async (lambda, request, response, payload) => {
    const { headers, principal, requestId } = request;
    const type = String(headers['x-amz-invocation-type'] ?? 'RequestResponse');
    const qualifier = request.query.get('Qualifier') ?? undefined;
    const context = headers['x-amz-client-context'];
    const clientContext = context === undefined ? undefined : readClientContext(String(context));
    const call = { principal, qualifier, clientContext, requestId };
    const answered = { 'x-amzn-requestid': requestId };
    switch (type) {
      case 'DryRun':
        lambda.admit(functionName, call);
        response.writeHead(204, answered).end();
        return;
      case 'Event':
        assertJson(payload);
        lambda.invokeEvent(functionName, payload, call);
        response.writeHead(202, answered).end();
        return;
      case 'RequestResponse':
        break;
      default:
        throw new AwsError('InvalidParameterValueException', `Invocation type ${type} is not one of the API's.`);
    }
    const result = await lambda.invoke(functionName, payload, call);
    response
      .writeHead(200, {
        ...answered,
        'content-type': 'application/json',
        'content-length': result.payload.length,
        'x-amz-executed-version': result.executedVersion,
        ...(result.functionError === undefined ? {} : { 'x-amz-function-error': result.functionError }),
        ...(headers['x-amz-log-type'] === 'Tail' ? { 'x-amz-log-result': result.logTail } : {}),
      })
      .end(result.payload);
  };

/** @throws AwsError `InvalidRequestContentException` */
function readClientContext(base64: string): string {
  const text = Buffer.from(base64, 'base64').toString('utf8');
  try {
    JSON.parse(text);
    return text;
  } catch {
    throw new AwsError('InvalidRequestContentException', 'Client context must be a valid Base64-encoded JSON object.');
  }
}

/** The caller of an event hears nothing later: what is wrong with the payload must be said now. */
function assertJson(payload: Buffer): void {
  if (payload.length === 0) return;
  try {
    JSON.parse(payload.toString('utf8'));
  } catch (error) {
    const message = `Could not parse request body into json: ${(error as Error).message}`;
    throw new AwsError('InvalidRequestContentException', message);
  }
}
