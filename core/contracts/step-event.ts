import { InvalidInput } from './errors';

/** What a function of the chain is invoked with, brought into one form. */
export interface StepEvent {
  /** The previous step's `body`, or the event itself where it has none. */
  readonly body: Readonly<Record<string, unknown>>;
  /** ARN of the execution; absent in a test event of the console. */
  readonly executionId?: string;
  /** When the execution began, ISO 8601: the same in every attempt. Absent in a test event of the console. */
  readonly executionStarted?: string;
}

/**
 * Accepts every form the chain has ever spoken: `{"body": {…}}`, `{"body": "<JSON>"}`, the bare fields, and a bare list of
 * probabilities as body (`{"body": "[1.0, 0.0]"}`), which becomes `{"inferences": […]}`.
 * @throws InvalidInput
 */
export function parseStepEvent(event: unknown): StepEvent {
  if (!isRecord(event)) throw new InvalidInput('The event must be a JSON object.');
  const { execution_id, execution_started, ...fields } = event;
  const execution = { executionId: textOf(execution_id), executionStarted: textOf(execution_started) };
  if (event.body === undefined) return { body: fields, ...execution };
  const body = typeof event.body === 'string' ? parseJson(event.body, 'body') : event.body;
  if (Array.isArray(body)) return { body: { inferences: body }, ...execution };
  if (!isRecord(body)) throw new InvalidInput('The event’s body must be a JSON object or a list of probabilities.');
  const inferences = typeof body.inferences === 'string' ? parseJson(body.inferences, 'inferences') : body.inferences;
  return { body: inferences === undefined ? body : { ...body, inferences }, ...execution };
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function parseJson(text: string, field: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InvalidInput(`The event’s ${field} is a string that is not JSON: ${(cause as Error).message}`, { cause });
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
