import type { FunctionInvoker } from '../../lambda/function-invoker';
import { jsonText } from '../interpreter/json-text';
import { runtimeError } from '../interpreter/state-error';
import { callFunction, payloadText } from './function-call';
import { sdkMetadata } from './sdk-metadata';
import type { TaskCall, TaskIntegration, TaskLabel } from './task-integration';

const INVOKE = 'arn:aws:states:::lambda:invoke';
const FUNCTION = /^arn:aws:lambda:[a-z0-9-]+:\d{12}:function:[^:]+(:[^:]+)?$/;
const PARAMETERS = new Set(['FunctionName', 'Payload', 'Qualifier', 'ClientContext', 'InvocationType', 'LogType']);

/** `arn:aws:states:::lambda:invoke`: the parameters are those of Invoke, the result its response. */
export class LambdaInvoke implements TaskIntegration {
  constructor(private readonly invoker: FunctionInvoker) {}

  label(resource: string): TaskLabel | undefined {
    return resource === INVOKE ? { kind: 'service', resourceType: 'lambda', resource: 'invoke' } : undefined;
  }

  async run(call: TaskCall): Promise<unknown> {
    const parameters = invokeParameters(call.parameters);
    const name =
      parameters.Qualifier === undefined
        ? parameters.FunctionName
        : `${parameters.FunctionName}:${parameters.Qualifier}`;
    const { payload, requestId } = await callFunction(this.invoker, name, payloadText(parameters.Payload), call);
    return {
      ExecutedVersion: '$LATEST',
      Payload: payload,
      ...sdkMetadata(requestId, 'application/json'),
      StatusCode: 200,
    };
  }
}

/** The ARN of a function as the task's resource: the input is the payload, the result the function's answer. */
export class LambdaFunction implements TaskIntegration {
  constructor(private readonly invoker: FunctionInvoker) {}

  label(resource: string): TaskLabel | undefined {
    return FUNCTION.test(resource) ? { kind: 'function' } : undefined;
  }

  async run(call: TaskCall): Promise<unknown> {
    return (await callFunction(this.invoker, call.resource, jsonText(call.parameters), call)).payload;
  }
}

function invokeParameters(parameters: unknown): { FunctionName: string; Qualifier?: string; Payload?: unknown } {
  const given = (typeof parameters === 'object' && parameters !== null ? parameters : {}) as Record<string, unknown>;
  const unknown = Object.keys(given).find((name) => !PARAMETERS.has(name));
  if (unknown !== undefined) throw runtimeError(`The field '${unknown}' is not supported by lambda:invoke.`);
  const { FunctionName, Qualifier, Payload, InvocationType = 'RequestResponse' } = given;
  if (typeof FunctionName !== 'string') throw runtimeError('lambda:invoke needs the parameter FunctionName, a string.');
  if (Qualifier !== undefined && typeof Qualifier !== 'string') throw runtimeError('Qualifier must be a string.');
  if (InvocationType !== 'RequestResponse') {
    throw runtimeError(`InvocationType '${String(InvocationType)}' is unsupported on the laptop; RequestResponse is.`);
  }
  return { FunctionName, Qualifier, Payload };
}
