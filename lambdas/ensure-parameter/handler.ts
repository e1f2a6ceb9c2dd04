import { Logger } from '@aws-lambda-powertools/logger';
import { SSMClient } from '@aws-sdk/client-ssm';
import { CLIENT_OPTIONS } from '../adapters/client-options';
import { answerRequest } from './answer-request';
import { customResourceRequestSchema } from './custom-resource';
import { ensureParameter } from './ensure-parameter';
import { sendResponse } from './send-response';

/** Kept back from the function's time for sending the answer: four attempts of 2 s and the waits between them. Milliseconds. */
const ANSWER_RESERVE_MILLISECONDS = 10_000;

let logger: Logger | undefined;
let ssm: SSMClient | undefined;

export async function handler(
  event: unknown,
  context: { readonly getRemainingTimeInMillis: () => number },
): Promise<void> {
  logger ??= new Logger();
  ssm ??= new SSMClient(CLIENT_OPTIONS);
  const client = ssm;
  const request = customResourceRequestSchema.parse(event);
  const response = await answerRequest(request, {
    work: (asked) => ensureParameter(asked, client),
    send: sendResponse,
    workMilliseconds: Math.max(1_000, context.getRemainingTimeInMillis() - ANSWER_RESERVE_MILLISECONDS),
  });
  const { Status, Reason, PhysicalResourceId } = response;
  const summary = { requestType: request.RequestType, status: Status, reason: Reason, parameter: PhysicalResourceId };
  if (Status === 'SUCCESS') logger.info('answered', summary);
  else logger.error('answered', summary);
}
