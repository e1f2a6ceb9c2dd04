import type { ServerResponse } from 'node:http';
import { LOCAL_ACCOUNT, LOCAL_REGION, localArn } from '../../account';
import type { LaptopRequest } from '../../front-door/laptop-request';
import { AwsError, asAwsError, exceptionName } from '../../protocol/aws-error';
import type { ContainerAnswer } from '../container/container-client';

/** What a container says is repeated up to this in messages. Characters. */
const MAX_REPEATED = 4_096;

/** The container answered something else than 2xx, or nothing. */
export function modelError(endpointName: string, container: string, status: number, said: string): AwsError {
  const group = `/aws/sagemaker/Endpoints/${endpointName}`;
  const side = status >= 400 && status < 500 ? 'client' : 'server';
  const message = `Received ${side} error (${status}) from ${container} with message "${said.slice(0, MAX_REPEATED)}". See https://${LOCAL_REGION}.console.aws.amazon.com/cloudwatch/home?region=${LOCAL_REGION}#logEventViewer:group=${group} in account ${LOCAL_ACCOUNT} for more information.`;
  return new AwsError('ModelError', message, 424, {
    // A container that did not answer has no status; AWS writes 0 into the message and 500 into the member.
    OriginalStatusCode: status === 0 ? 500 : status,
    OriginalMessage: said.slice(0, MAX_REPEATED),
    LogStreamArn: localArn('logs', `log-group:${group}`),
  });
}

export function answeredWithError(endpointName: string, { status, body }: ContainerAnswer): AwsError {
  return modelError(endpointName, 'primary', status, body.toString('utf8'));
}

export const timedOut = (endpointName: string): AwsError =>
  modelError(
    endpointName,
    'primary',
    0,
    'Your invocation timed out while waiting for a response from container primary. Review the latency metrics for each container in Amazon CloudWatch, resolve the issue, and try again.',
  );

export const validationError = (message: string): AwsError => new AwsError('ValidationError', message, 400);
export const serviceUnavailable = (message: string): AwsError => new AwsError('ServiceUnavailable', message, 503);

/** The runtime's error shape; its members are `Message`, `OriginalStatusCode` …, and its statuses are real ones. */
export function failRuntime(error: unknown, request: LaptopRequest, response: ServerResponse): void {
  const known = asAwsError(error);
  const code = exceptionName(known);
  const body = JSON.stringify({ Message: known.message, message: known.message, ...known.members });
  response
    .writeHead(known.status, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'x-amzn-errortype': code,
      'x-amzn-requestid': request.requestId,
    })
    .end(body);
}
