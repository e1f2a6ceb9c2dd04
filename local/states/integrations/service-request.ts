import type { JsonObject } from '../../protocol/operations';
import type { ExecutionIdentity } from '../interpreter/execution-scope';
import { jsonText } from '../interpreter/json-text';
import { runtimeError } from '../interpreter/state-error';

/** Members that take a text and may be given any JSON, which is then written as text. */
const TEXT_MEMBERS: Readonly<Record<string, readonly string[]>> = {
  sns: ['Message'],
  sqs: ['MessageBody'],
  states: ['Input'],
};

/**
 * The request of a task's parameters: texts written, member names as the service's API has them (Step Functions writes all of
 * them in PascalCase; its own API alone does not), and for EventBridge the execution among the event's resources.
 * @param service signing name.
 */
export function serviceRequest(
  parameters: unknown,
  service: string,
  execution: ExecutionIdentity | undefined,
): JsonObject {
  if (typeof parameters !== 'object' || parameters === null || Array.isArray(parameters)) {
    throw runtimeError(`The parameters of a call to '${service}' must be a JSON object.`);
  }
  const texts = TEXT_MEMBERS[service] ?? [];
  const request = Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      service === 'states' ? name.charAt(0).toLowerCase() + name.slice(1) : name,
      texts.includes(name) ? asText(value) : value,
    ]),
  );
  return service === 'events' && Array.isArray(request.Entries)
    ? { ...request, Entries: request.Entries.map((entry: JsonObject) => eventEntry(entry, execution)) }
    : request;
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : jsonText(value));

function eventEntry(entry: JsonObject, execution: ExecutionIdentity | undefined): JsonObject {
  const detail = entry.Detail === undefined ? {} : { Detail: asText(entry.Detail) };
  // The optimised integration alone names the machine and the execution.
  if (execution === undefined) return { ...entry, ...detail };
  const resources = (entry.Resources ?? []) as readonly unknown[];
  return { ...entry, ...detail, Resources: [...resources, execution.stateMachineArn, execution.arn] };
}

const TIME_MEMBER = /(Time|Date)$/;
/** Above this a number is milliseconds since 1970 already, below it seconds. */
const SECONDS_BELOW = 1e11;

/**
 * A service's response as the state sees it: PascalCase names; times in milliseconds (optimised) or as ISO text (`aws-sdk`);
 * members without a value left out.
 */
export function serviceResponse(response: unknown, times: 'milliseconds' | 'iso'): unknown {
  if (response instanceof Date) return timeValue(response.getTime(), times);
  if (Array.isArray(response)) return response.map((item) => serviceResponse(item, times));
  if (typeof response !== 'object' || response === null) return response;
  return Object.fromEntries(
    Object.entries(response)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name.charAt(0).toUpperCase() + name.slice(1), member(name, value, times)]),
  );
}

function member(name: string, value: unknown, times: 'milliseconds' | 'iso'): unknown {
  if (typeof value !== 'number' || !TIME_MEMBER.test(name)) return serviceResponse(value, times);
  return timeValue(Math.round(value < SECONDS_BELOW ? value * 1000 : value), times);
}

const timeValue = (milliseconds: number, times: 'milliseconds' | 'iso'): number | string =>
  times === 'iso' ? new Date(milliseconds).toISOString() : milliseconds;
