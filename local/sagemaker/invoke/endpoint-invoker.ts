import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { LOCAL_ACCOUNT } from '../../account';
import { type LaptopRequest, readBody } from '../../front-door/laptop-request';
import { AwsError } from '../../protocol/aws-error';
import {
  type ContainerAnswer,
  ContainerGone,
  type ContainerHeaders,
  ContainerTimeout,
} from '../container/container-client';
import { endpointArn } from '../hosting/endpoint';
import type { Endpoints } from '../hosting/endpoints';
import type { Fleet } from '../hosting/fleet';
import type { VariantFleet } from '../hosting/variant-fleet';
import type { VariantInstance } from '../hosting/variant-instance';
import type { SageMakerContext } from '../sagemaker-context';
import { answeredWithError, serviceUnavailable, timedOut, validationError } from './runtime-error';

const PATH = /^\/endpoints\/([^/]+)\/invocations$/;
const MAX_BODY_BYTES = 6_291_456;
const MAX_SERVERLESS_BODY_BYTES = 4 * 1024 * 1024;
const CUSTOM_ATTRIBUTES = 'x-amzn-sagemaker-custom-attributes';
const INFERENCE_ID = 'x-amzn-sagemaker-inference-id';
const TARGET_VARIANT = 'x-amzn-sagemaker-target-variant';
/** Headers that pick a part of a multi-model or component endpoint; the laptop has neither. */
const UNSUPPORTED = [
  'target-model',
  'target-container-hostname',
  'inference-component',
  'enable-explanations',
  'session-id',
];

/** One request that a container answered or refused. Microseconds, as CloudWatch's AWS/SageMaker metrics have it. */
export interface Invocation {
  readonly endpointName: string;
  readonly variantName: string;
  readonly time: Date;
  /** The container's status; 0 where it gave none. */
  readonly status: number;
  readonly modelLatencyMicros: number;
  readonly overheadLatencyMicros: number;
}

/** InvokeEndpoint: authorizes, picks a container, passes the request on, captures both sides. */
export class EndpointInvoker {
  private readonly listeners = new Set<(invocation: Invocation) => void>();

  constructor(
    private readonly context: SageMakerContext,
    private readonly endpoints: Endpoints,
  ) {}

  /** The endpoint that a path of the runtime's REST API names. */
  static endpointOf(rawPath: string): string | undefined {
    return PATH.exec(rawPath)?.[1];
  }

  listen(listener: (invocation: Invocation) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async handle(endpointName: string, request: LaptopRequest, response: ServerResponse): Promise<void> {
    const arrived = performance.now();
    this.context.access.authorize(
      { principal: request.principal, requestId: request.requestId },
      'InvokeEndpoint',
      endpointArn(endpointName),
    );
    assertSupported(request.headers);
    const fleet = this.enterFleet(endpointName);
    try {
      await this.answer(endpointName, fleet, arrived, request, response);
    } finally {
      fleet.leave();
    }
  }

  private async answer(
    endpointName: string,
    fleet: Fleet,
    arrived: number,
    request: LaptopRequest,
    response: ServerResponse,
  ): Promise<void> {
    const { headers } = request;
    const variant = pickVariant(fleet, headers[TARGET_VARIANT], this.context.random);
    const body = await this.body(request, variant);
    const instance = admit(variant, endpointName);
    const called = performance.now();
    const answer = await this.call(endpointName, variant, instance, { headers, body });
    const modelMs = performance.now() - called;
    this.report(endpointName, variant, answer.status, modelMs, performance.now() - arrived - modelMs);
    if (answer.status < 200 || answer.status > 299) throw answeredWithError(endpointName, answer);
    const outputType = answer.headers['content-type'] ?? 'application/octet-stream';
    const customAttributes = answer.headers[CUSTOM_ATTRIBUTES];
    const told = ['content-type', outputType, 'content-length', String(answer.body.length)];
    told.push('x-amzn-requestid', request.requestId);
    told.push('x-amzn-invoked-production-variant', variant.variant.VariantName);
    if (customAttributes !== undefined) told.push(CUSTOM_ATTRIBUTES, customAttributes);
    response.writeHead(200, told).end(answer.body);
    fleet.captures?.offer(variant.variant.VariantName, {
      time: this.context.clock.now(),
      inputType: headers['content-type'] ?? 'application/octet-stream',
      input: body,
      outputType,
      output: answer.body,
      inferenceId: single(headers[INFERENCE_ID]),
      customAttributes: single(headers[CUSTOM_ATTRIBUTES]),
    });
  }

  private enterFleet(endpointName: string): Fleet {
    const endpoint = this.endpoints.get(endpointName);
    if (endpoint === undefined) {
      throw validationError(`Endpoint ${endpointName} of account ${LOCAL_ACCOUNT} not found.`);
    }
    const serves = endpoint.status === 'InService' || endpoint.status === 'Updating';
    const fleet = serves ? this.endpoints.host(endpointName)?.enterFleet() : undefined;
    if (fleet !== undefined) return fleet;
    throw validationError(
      `Endpoint ${endpointName} of account ${LOCAL_ACCOUNT} is not in service: its status is ${endpoint.status}.`,
    );
  }

  private async body(request: LaptopRequest, variant: VariantFleet): Promise<Buffer> {
    const serverless = variant.variant.ServerlessConfig !== undefined;
    const limit = serverless ? MAX_SERVERLESS_BODY_BYTES : MAX_BODY_BYTES;
    const tooLarge = () =>
      serverless
        ? validationError(`Request ${request.requestId} has oversize body.`)
        : new AwsError('RequestEntityTooLarge', `HTTP content length exceeded ${limit} bytes.`, 413);
    if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge();
    return readBody(request, limit).catch((error: Error) => {
      throw error instanceof AwsError ? tooLarge() : error;
    });
  }

  private async call(
    endpointName: string,
    variant: VariantFleet,
    instance: VariantInstance,
    { headers, body }: { readonly headers: IncomingHttpHeaders; readonly body: Buffer },
  ): Promise<ContainerAnswer> {
    const started = performance.now();
    try {
      return await instance.invoke(containerHeaders(headers), body, this.context.timing.invocationMs);
    } catch (error) {
      this.report(endpointName, variant, 0, performance.now() - started, 0);
      if (error instanceof ContainerTimeout) throw timedOut(endpointName);
      if (error instanceof ContainerGone) {
        throw serviceUnavailable(`The container of endpoint ${endpointName} closed the connection: ${error.message}`);
      }
      throw error;
    }
  }

  private report(
    endpointName: string,
    { variant }: VariantFleet,
    status: number,
    modelMs: number,
    restMs: number,
  ): void {
    if (this.listeners.size === 0) return;
    const invocation: Invocation = {
      endpointName,
      variantName: variant.VariantName,
      time: this.context.clock.now(),
      status,
      modelLatencyMicros: modelMs * 1000,
      overheadLatencyMicros: restMs * 1000,
    };
    for (const listener of this.listeners) listener(invocation);
  }
}

function pickVariant(fleet: Fleet, target: string | string[] | undefined, random: () => number): VariantFleet {
  if (target === undefined) {
    const drawn = fleet.pickVariant(random());
    if (drawn !== undefined) return drawn;
    throw serviceUnavailable('No container of the endpoint is ready: try again.');
  }
  const named = fleet.variants.find(({ variant }) => variant.VariantName === target);
  if (named !== undefined) return named;
  throw validationError(`Variant ${String(target)} was not found for the endpoint.`);
}

/** A serverless variant takes MaxConcurrency requests at a time; an instance-backed one queues in its containers. */
function admit(fleet: VariantFleet, endpointName: string): VariantInstance {
  const limit = fleet.variant.ServerlessConfig?.MaxConcurrency ?? Number.POSITIVE_INFINITY;
  if (fleet.outstanding >= limit) {
    throw new AwsError(
      'ThrottlingException',
      `Endpoint ${endpointName} has reached its MaxConcurrency of ${limit}.`,
      429,
    );
  }
  const instance = fleet.pick();
  if (instance !== undefined) return instance;
  throw serviceUnavailable(`No container of endpoint ${endpointName} is ready: try again.`);
}

function assertSupported(headers: IncomingHttpHeaders): void {
  const found = UNSUPPORTED.find((name) => headers[`x-amzn-sagemaker-${name}`] !== undefined);
  if (found !== undefined) throw validationError(`The laptop's SageMaker does not support X-Amzn-SageMaker-${found}.`);
}

function containerHeaders(headers: IncomingHttpHeaders): ContainerHeaders {
  const passed: Record<string, string> = { 'content-type': headers['content-type'] ?? 'application/octet-stream' };
  if (headers.accept !== undefined) passed.accept = headers.accept;
  for (const name of [CUSTOM_ATTRIBUTES, INFERENCE_ID]) {
    const value = single(headers[name]);
    if (value !== undefined) passed[name] = value;
  }
  return passed;
}

const single = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value);
