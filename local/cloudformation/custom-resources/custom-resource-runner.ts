import { randomUUID } from 'node:crypto';
import { type LaptopRequest, readBody } from '../../front-door/laptop-request';
import type { LocalPage } from '../../front-door/laptop-service';
import { ADMINISTRATOR } from '../../iam/principal';
import type { FunctionInvoker } from '../../lambda/function-invoker';
import { type CustomResourceAnswer, readAnswer } from './custom-resource-answer';
import type { CustomResourceEvent } from './custom-resource-event';

export interface CustomResourceOptions {
  readonly invoker: FunctionInvoker;
  /** Where functions reach the front door: `http://127.0.0.1:4566`. Asked at each request, for the port is known late. */
  baseUrl(): string;
  /** How long an answer may take where the resource sets no `ServiceTimeout`. Seconds. Default 3600, as CloudFormation. */
  readonly timeoutSeconds?: number;
}

const PATH = '/_local/cloudformation-response/';
const DEFAULT_TIMEOUT_SECONDS = 3600;

/** Invokes the functions behind custom resources, and takes the answers that they put to the response URL. */
export class CustomResourceRunner {
  /** The answers' address on the front door. */
  readonly page: LocalPage = {
    pathPrefix: PATH,
    handle: async (request, response) => {
      const status = await this.take(request);
      response.writeHead(status).end();
    },
  };
  private readonly waiting = new Map<string, (body: Buffer) => void>();

  constructor(private readonly options: CustomResourceOptions) {}

  /**
   * One request to a custom resource.
   * @throws Error with the reason: the function failed, said FAILED, or did not answer in time.
   */
  async run(
    request: Omit<CustomResourceEvent, 'ResponseURL' | 'RequestId'>,
    timeoutSeconds = this.options.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS,
  ): Promise<CustomResourceAnswer> {
    // The id is a capability: whoever knows the URL may answer, as with a presigned one.
    const id = randomUUID();
    const event = { ...request, RequestId: randomUUID(), ResponseURL: `${this.options.baseUrl()}${PATH}${id}` };
    const giveUp = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    try {
      const answered = new Promise<Buffer>((resolve) => this.waiting.set(id, resolve));
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => {
          reject(
            new Error(
              `CloudFormation did not receive a response from your Custom Resource within ${timeoutSeconds} s.`,
            ),
          );
          giveUp.abort();
        }, timeoutSeconds * 1000);
      });
      const failed = this.invoke(event, giveUp.signal);
      return readAnswer(await Promise.race([answered, late, failed]), event);
    } finally {
      clearTimeout(timer);
      this.waiting.delete(id);
    }
  }

  /** Rejects where the invocation fails; a function that returns may still answer later, by somebody else. */
  private async invoke(event: CustomResourceEvent, signal: AbortSignal): Promise<never> {
    const payload = Buffer.from(JSON.stringify(event));
    const { functionError, payload: answer } = await this.options.invoker.invoke(event.ServiceToken, payload, {
      principal: ADMINISTRATOR,
      signal,
    });
    if (functionError !== undefined) throw new Error(`The custom resource's function failed: ${messageOf(answer)}`);
    return new Promise<never>(() => undefined);
  }

  private async take(request: LaptopRequest): Promise<number> {
    const id = request.rawPath.slice(PATH.length);
    const resolve = this.waiting.get(id);
    if (request.method !== 'PUT' || resolve === undefined) return 404;
    const body = await readBody(request);
    this.waiting.delete(id);
    resolve(body);
    return 200;
  }
}

function messageOf(payload: Buffer): string {
  try {
    const { errorType, errorMessage } = JSON.parse(payload.toString('utf8')) as Readonly<Record<string, unknown>>;
    return `${String(errorType)}: ${String(errorMessage)}`;
  } catch {
    return payload.toString('utf8');
  }
}
