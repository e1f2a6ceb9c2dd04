import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { SeededRandom } from '../../core/seeded-random';
import type { Disturbance } from '../../local/disturbance';
import type { LaptopRequest } from '../../local/front-door/laptop-request';
import type { FunctionInvoker } from '../../local/lambda/function-invoker';
import { parseFunctionReference } from '../../local/lambda/function-reference';
import type { LambdaService } from '../../local/lambda/lambda-service';
import { AwsError } from '../../local/protocol/aws-error';
import { type FaultKind, FaultPlan, type Operation } from './fault-plan';

/** A little longer than the functions' clients wait: 4 s for S3, 15 s for the endpoint. Milliseconds. */
const HELD: Partial<Record<FaultKind, number>> = { 'S3 time-out': 4_500, 'endpoint time-out': 15_500 };
/** A worker is killed at some moment until then, while it works. Milliseconds. */
const LONGEST_LIFE = 150;

/** JSON that ends too early, of no array, of one class too many, and no JSON at all. */
const MALFORMED = ['[0.97,', '{"predictions":"none"}', '[0.2,0.2,0.2,0.2,0.2]', '<html>busy</html>', ''];

const ERRORS: Partial<Record<FaultKind, () => AwsError>> = {
  'S3 slows down (503)': () => new AwsError('SlowDown', 'Please reduce your request rate.', 503),
  'S3 fails (500)': () => new AwsError('InternalError', 'We encountered an internal error. Please try again.', 500),
  'endpoint fails (503)': () => new AwsError('ServiceUnavailable', 'The service is unavailable.', 503),
  'endpoint throttles (429)': () => new AwsError('ThrottlingException', 'Rate exceeded', 429),
  'SNS refuses (500)': () => new AwsError('InternalFailure', 'The topic takes nothing now.', 500),
  'model fails (500)': () =>
    new AwsError('ModelError', 'Received server error (500) from primary with message "out of memory".', 424, {
      OriginalStatusCode: 500,
      OriginalMessage: 'out of memory',
    }),
};

/** Makes a laptop's services fail by a plan, for its functions and state machines alone; whoever looks on from outside is served. */
export class FaultLayer implements Disturbance {
  /** What has happened since `begin`. */
  plan = new FaultPlan(0);
  private active = false;

  /** From now on faults happen. */
  begin(seed: number): void {
    this.plan = new FaultPlan(seed);
    this.active = true;
  }

  end(): void {
    this.active = false;
  }

  async request(
    service: string,
    { principal, rawPath, requestId, incoming }: LaptopRequest,
    response: ServerResponse,
  ): Promise<boolean> {
    const operation = operationOf(service, rawPath);
    // The model's container reads as a role too, but no image.
    if (!this.active || operation === undefined || principal.kind !== 'role') return false;
    const kind = this.plan.next(operation);
    if (kind === undefined) return false;
    const error = ERRORS[kind];
    if (error !== undefined) throw error();
    if (kind === 'malformed answer') {
      // Read to its end, as a model does.
      for await (const _ of incoming);
      const body = MALFORMED[(this.plan.counts().get(kind) ?? 0) % MALFORMED.length];
      response.writeHead(200, { 'content-type': 'application/json', 'x-amzn-requestid': requestId }).end(body);
      return true;
    }
    await pause(HELD[kind] ?? 0, undefined, { ref: false });
    response.destroy();
    return true;
  }

  invoker(inner: FunctionInvoker): FunctionInvoker {
    return {
      invoke: async (functionName, payload, call) => {
        const kind = this.active ? this.plan.next('function') : undefined;
        const invoked = inner.invoke(functionName, payload, call);
        if (kind === 'delivered twice') {
          // Both run at the same time; the caller hears of one of them.
          const [first, second] = await Promise.allSettled([invoked, inner.invoke(functionName, payload, call)]);
          const heard = this.plan.operations().function % 2 === 0 ? first : second;
          if (heard.status === 'rejected') throw heard.reason;
          return heard.value;
        }
        if (kind === 'worker killed') await this.kill(inner as LambdaService, functionName);
        return invoked;
      },
    };
  }

  /** Ends every worker thread of a function, as the end of their host would. */
  private async kill(lambda: LambdaService, functionName: string): Promise<void> {
    const { seed } = this.plan;
    const life = new SeededRandom('kill', seed, this.plan.operations().function).below(LONGEST_LIFE);
    await pause(life);
    const { name } = parseFunctionReference(functionName);
    const workers = lambda.functions.versions(name).flatMap(({ pool }) => pool.environments());
    await Promise.all(workers.map(({ environment }) => environment.terminate()));
  }
}

function operationOf(service: string, rawPath: string): Operation | undefined {
  if (service === 's3' || service === 'sns') return service;
  return service === 'sagemaker' && rawPath.endsWith('/invocations') ? 'endpoint' : undefined;
}
