import type { JsonObject } from '../../protocol/operations';
import { newRequestId } from '../../protocol/request-id';
import { runtimeError, StateError } from '../interpreter/state-error';
import { sdkMetadata } from './sdk-metadata';
import { findOperation, type ServiceDirectory } from './service-directory';
import { serviceFailure } from './service-failure';
import { serviceRequest, serviceResponse } from './service-request';
import {
  errorNaming,
  OPTIMISED_ACTIONS,
  operationName,
  parseServiceResource,
  type ServiceResource,
  signingName,
} from './service-resource';
import type { TaskCall, TaskIntegration, TaskLabel } from './task-integration';

/** Request and response with any service of the laptop: optimised integrations and `aws-sdk` ones. */
export class ServiceIntegration implements TaskIntegration {
  constructor(private readonly services: ServiceDirectory) {}

  label(resource: string): TaskLabel | undefined {
    const parsed = parseServiceResource(resource);
    if (parsed === undefined || parsed.pattern !== undefined) return undefined;
    return serviceLabel(parsed);
  }

  refusal(resource: string): string | undefined {
    const parsed = parseServiceResource(resource);
    return parsed === undefined ? undefined : serviceRefusal(parsed, this.services);
  }

  async run(call: TaskCall): Promise<unknown> {
    const resource = parseServiceResource(call.resource) as ServiceResource;
    const { response, requestId } = await callService(resource, operationName(resource.action), call, this.services);
    if (resource.sdk) return serviceResponse(response ?? {}, 'iso');
    const result = serviceResponse(response ?? {}, 'milliseconds') as JsonObject;
    if (resource.service !== 'events') return { ...result, ...sdkMetadata(requestId, 'application/x-amz-json-1.0') };
    if (Number(result.FailedEntryCount ?? 0) > 0)
      throw new StateError('EventBridge.FailedEntry', JSON.stringify(result));
    return result;
  }
}

export function serviceLabel({ sdk, service, action, pattern }: ServiceResource): TaskLabel {
  return {
    kind: 'service',
    resourceType: sdk ? `aws-sdk:${service}` : service,
    resource: pattern === undefined ? action : `${action}.${pattern}`,
  };
}

/** Why a call cannot be made: the service, its operation or the integration is missing. */
export function serviceRefusal(resource: ServiceResource, services: ServiceDirectory): string | undefined {
  const { sdk, service, action } = resource;
  const signing = signingName(resource);
  if (signing === undefined) return `There is no integration '${sdk ? 'aws-sdk:' : ''}${service}' on the laptop`;
  if (!sdk && !OPTIMISED_ACTIONS[service]?.includes(action)) {
    return `'${service}:${action}' is no optimised integration; use 'aws-sdk:${service}:${action}'`;
  }
  if (services(signing) === undefined) return `The laptop has no service '${signing}'`;
  const operation = operationName(action);
  return findOperation(services, signing, operation) === undefined
    ? `The laptop's service '${signing}' has no operation ${operation}`
    : undefined;
}

/**
 * Calls an operation as the state machine's role; the service judges it.
 * @throws StateError with the integration's error name.
 */
export async function callService(
  resource: ServiceResource,
  operation: string,
  call: Pick<TaskCall, 'parameters' | 'principal' | 'execution'> & { readonly signal?: AbortSignal },
  services: ServiceDirectory,
): Promise<{ readonly response: JsonObject | undefined; readonly requestId: string }> {
  const signing = signingName(resource) ?? resource.service;
  const run = findOperation(services, signing, operation);
  if (run === undefined) throw runtimeError(`The laptop's service '${signing}' has no operation ${operation}.`);
  const requestId = newRequestId();
  const input = serviceRequest(call.parameters, signing, resource.sdk ? undefined : call.execution);
  try {
    return { requestId, response: await run(input, { principal: call.principal, requestId, signal: call.signal }) };
  } catch (error) {
    throw serviceFailure(error, errorNaming(resource), requestId);
  }
}
