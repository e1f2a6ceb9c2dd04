import { isObject } from '../../templates/template';
import type { CustomResourceEvent } from './custom-resource-event';

/** What a custom resource's function answered with, once it is known to be good. */
export interface CustomResourceAnswer {
  readonly physicalId: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** CloudFormation refuses longer answers. Bytes. */
const MAX_ANSWER_BYTES = 4096;

/**
 * Reads the body that the function has put.
 * @throws Error with the function's reason where it says FAILED, or that says what is wrong with the answer.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 */
export function readAnswer(body: Buffer, event: CustomResourceEvent): CustomResourceAnswer {
  if (body.length > MAX_ANSWER_BYTES)
    throw new Error(`Response object is too long: ${body.length} of at most ${MAX_ANSWER_BYTES} bytes.`);
  const answer = parse(body);
  for (const name of ['StackId', 'RequestId', 'LogicalResourceId'] as const) {
    if (answer[name] !== event[name]) {
      throw new Error(`Invalid response: its ${name} is ${JSON.stringify(answer[name])}, not '${event[name]}'.`);
    }
  }
  if (answer.Status === 'FAILED')
    throw new Error(
      `Received response status [FAILED] from custom resource. Message returned: ${String(answer.Reason ?? 'none')}`,
    );
  if (answer.Status !== 'SUCCESS') throw new Error(`Invalid response: its Status is ${JSON.stringify(answer.Status)}.`);
  const physicalId =
    answer.PhysicalResourceId ?? (event.RequestType === 'Create' ? undefined : event.PhysicalResourceId);
  if (typeof physicalId !== 'string' || physicalId === '') throw new Error('Invalid PhysicalResourceId');
  const data = answer.Data ?? {};
  if (!isObject(data)) throw new Error('Invalid response: its Data is no object.');
  return { physicalId, attributes: data };
}

function parse(body: Buffer): Readonly<Record<string, unknown>> {
  let answer: unknown;
  try {
    answer = JSON.parse(body.toString('utf8'));
  } catch (error) {
    throw new Error(`Invalid response: it is not JSON: ${(error as Error).message}`);
  }
  if (!isObject(answer)) throw new Error('Invalid response: it is no JSON object.');
  return answer;
}
