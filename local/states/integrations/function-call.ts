import type { FunctionInvoker, InvocationResult } from '../../lambda/function-invoker';
import { newRequestId } from '../../protocol/request-id';
import { jsonText } from '../interpreter/json-text';
import { StateError } from '../interpreter/state-error';
import { type ErrorNaming, serviceFailure } from './service-failure';
import type { TaskCall } from './task-integration';

const NAMING: ErrorNaming = { prefix: 'Lambda', base: 'AWSLambdaException', service: 'AWSLambda', sdk: 1 };

/** What a function answered, parsed. */
export interface FunctionAnswer {
  readonly requestId: string;
  readonly payload: unknown;
}

/**
 * Invokes a function for a task.
 * @throws StateError the function's own `errorType` with its payload as cause; `Lambda.Unknown` where it gave none (a function
 * that ran out of time); `Lambda.…Exception` where Lambda refused.
 */
export async function callFunction(
  invoker: FunctionInvoker,
  functionName: string,
  payload: string,
  call: TaskCall,
): Promise<FunctionAnswer> {
  const requestId = newRequestId();
  let result: InvocationResult;
  try {
    const { principal, signal } = call;
    result = await invoker.invoke(functionName, Buffer.from(payload), { principal, signal });
  } catch (error) {
    throw serviceFailure(error, NAMING, requestId);
  }
  const text = result.payload.toString('utf8');
  if (result.functionError !== undefined) throw functionFailure(text);
  return { requestId, payload: parse(text) };
}

/**
 * The payload of an invocation. A string that is JSON already is sent as it is.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html
 */
export function payloadText(payload: unknown): string {
  if (payload === undefined) return '{}';
  if (typeof payload !== 'string') return jsonText(payload);
  try {
    JSON.parse(payload);
    return payload;
  } catch {
    return JSON.stringify(payload);
  }
}

function functionFailure(payload: string): StateError {
  const type = errorType(payload);
  if (type !== undefined) return new StateError(type, payload);
  const cause = `The cause could not be determined because Lambda did not return an error type. Returned payload: ${payload}`;
  return new StateError('Lambda.Unknown', cause);
}

function errorType(payload: string): string | undefined {
  const parsed = parse(payload);
  const type =
    typeof parsed === 'object' && parsed !== null ? (parsed as { errorType?: unknown }).errorType : undefined;
  return typeof type === 'string' && type !== '' ? type : undefined;
}

function parse(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
