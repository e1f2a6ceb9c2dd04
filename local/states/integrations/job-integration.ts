import type { Authorizer } from '../../iam/authorizer';
import { principalArn } from '../../iam/principal';
import type { JsonObject } from '../../protocol/operations';
import { newRequestId } from '../../protocol/request-id';
import { Aborted } from '../interpreter/abortion';
import type { Sleeper } from '../interpreter/sleeper';
import { runtimeError, StateError, StatesErrorName } from '../interpreter/state-error';
import { JOB_KINDS, type JobKind } from './job';
import { sdkMetadata } from './sdk-metadata';
import { findOperation, type ServiceDirectory } from './service-directory';
import { serviceFailure } from './service-failure';
import { callService, serviceLabel, serviceRefusal } from './service-integration';
import { serviceResponse } from './service-request';
import {
  errorNaming,
  operationName,
  parseServiceResource,
  type ServiceResource,
  signingName,
} from './service-resource';
import type { TaskCall, TaskIntegration, TaskLabel } from './task-integration';

/** How often a job is asked for its status: at first after 5 ms, then ever less, down to four times a second. Milliseconds. */
const FIRST_POLL = 5;
const LAST_POLL = 250;
const POLL_GROWTH = 1.5;

/** Hands in work and waits for its end: SageMaker's jobs and executions of other state machines. */
export class JobIntegration implements TaskIntegration {
  constructor(
    private readonly services: ServiceDirectory,
    private readonly authorizer: Authorizer,
    private readonly sleeper: Sleeper,
  ) {}

  label(resource: string): TaskLabel | undefined {
    const parsed = parseServiceResource(resource);
    if (parsed?.pattern !== 'sync' && parsed?.pattern !== 'sync:2') return undefined;
    return serviceLabel(parsed);
  }

  refusal(resource: string, machineType: 'STANDARD' | 'EXPRESS'): string | undefined {
    const parsed = parseServiceResource(resource) as ServiceResource;
    if (machineType === 'EXPRESS') return 'An Express machine cannot wait for jobs (.sync)';
    const kind = jobKind(parsed);
    if (kind === undefined || parsed.sdk || (parsed.pattern === 'sync:2' && parsed.service !== 'states')) {
      return `'${parsed.service}:${parsed.action}.${parsed.pattern}' is no integration that waits`;
    }
    const signing = signingName(parsed) as string;
    const missing = [kind.describe, kind.stop].find(
      (name) => findOperation(this.services, signing, name) === undefined,
    );
    const refusal = serviceRefusal(parsed, this.services);
    return refusal ?? (missing && `The laptop's service '${signing}' has no operation ${missing}`);
  }

  async run(call: TaskCall): Promise<unknown> {
    const resource = parseServiceResource(call.resource) as ServiceResource;
    const kind = jobKind(resource) as JobKind;
    if (typeof call.parameters !== 'object' || call.parameters === null)
      throw runtimeError('The parameters must be an object.');
    const parameters = kind.complete(call.parameters as JsonObject);
    this.assertMayStop(resource, kind, parameters, call);
    const submission = { ...call, parameters };
    const { response, requestId } = await callService(resource, operationName(kind.action), submission, this.services);
    const handedIn = serviceResponse(response ?? {}, 'milliseconds') as JsonObject;
    call.submitted({ ...handedIn, ...sdkMetadata(requestId, 'application/x-amz-json-1.1') });
    const reference = kind.reference(parameters);
    try {
      return await this.outcome(resource, kind, reference, call);
    } catch (error) {
      if (!(error instanceof JobFailed)) await this.stop(resource, kind, reference, call);
      throw error instanceof JobFailed ? error.failure : error;
    }
  }

  /** AWS asks for this grant when the machine is made; here its lack shows before the work is handed in. */
  private assertMayStop(
    resource: ServiceResource,
    kind: JobKind,
    parameters: JsonObject,
    { principal }: TaskCall,
  ): void {
    try {
      this.authorizer.authorize({ principal, action: kind.stopAction, resource: kind.arn(parameters) });
    } catch (error) {
      throw serviceFailure(error, errorNaming(resource), newRequestId());
    }
  }

  private async outcome(
    resource: ServiceResource,
    kind: JobKind,
    reference: JsonObject,
    call: TaskCall,
  ): Promise<unknown> {
    for (let wait = FIRST_POLL; ; wait = Math.min(wait * POLL_GROWTH, LAST_POLL)) {
      await this.sleeper.sleep(wait, call.signal);
      if (call.signal.aborted) throw new Aborted();
      const question = { ...call, parameters: reference };
      const { response } = await callService(resource, kind.describe, question, this.services);
      const described = serviceResponse(response ?? {}, 'milliseconds') as JsonObject;
      const result = resource.pattern === 'sync:2' ? withParsedData(described) : described;
      const status = String(described[kind.statusMember]);
      if (kind.succeeded.includes(status)) return result;
      if (kind.failed.includes(status)) {
        throw new JobFailed(new StateError(StatesErrorName.TaskFailed, JSON.stringify(result)));
      }
    }
  }

  /** The execution ends before its work does: the work must not go on alone. */
  private async stop(resource: ServiceResource, kind: JobKind, reference: JsonObject, call: TaskCall): Promise<void> {
    const cause = `The execution ${call.execution.arn} of ${principalArn(call.principal)} no longer waits.`;
    const parameters = resource.service === 'states' ? { ...reference, Cause: cause } : reference;
    const { principal, execution } = call;
    await callService(resource, kind.stop, { parameters, principal, execution }, this.services).catch(() => undefined);
  }
}

/** The work itself ended badly, so there is nothing to stop. */
class JobFailed extends Error {
  override readonly name = 'JobFailed';
  constructor(readonly failure: StateError) {
    super(failure.message);
  }
}

function jobKind({ service, action }: ServiceResource): JobKind | undefined {
  return JOB_KINDS[service]?.find((kind) => kind.action === action);
}

/** `startExecution.sync:2` gives input and output as JSON where `.sync` gives their text. */
function withParsedData(described: JsonObject): JsonObject {
  const parsed = ['Input', 'Output']
    .filter((name) => typeof described[name] === 'string')
    .map((name) => [name, JSON.parse(described[name] as string) as unknown]);
  return { ...described, ...Object.fromEntries(parsed) };
}
