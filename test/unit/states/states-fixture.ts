import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../../local/clock';
import type { AccessRequest, Authorizer } from '../../../local/iam/authorizer';
import type { PolicyStore } from '../../../local/iam/policy-store';
import type { Principal } from '../../../local/iam/principal';
import type { InvocationResult } from '../../../local/lambda/function-invoker';
import { AwsError, accessDenied } from '../../../local/protocol/aws-error';
import type { JsonObject, OperationTable } from '../../../local/protocol/operations';
import type { Sleeper } from '../../../local/states/interpreter/sleeper';
import type { MachineType } from '../../../local/states/service/state-machine';
import { StatesService, type StatesServiceOptions } from '../../../local/states/states-service';

export const ROLE_ARN = 'arn:aws:iam::000000000000:role/machine';
export const ADMINISTRATOR: Principal = { kind: 'administrator', arn: 'arn:aws:iam::000000000000:user/administrator' };
export const functionArn = (name: string): string => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;

/** What a function of a test does: answers, throws an AwsError of Lambda, or fails with an error type. */
export type TestFunction = (payload: unknown, signal: AbortSignal | undefined) => unknown | Promise<unknown>;

/** Thrown by a test's function: becomes its error payload, as the runtime writes it. */
export class FunctionError extends Error {
  constructor(
    readonly errorType: string | undefined,
    message: string,
  ) {
    super(message);
  }
}

/** Sleeps not at all unless told, and remembers how long it should have. */
export class RecordingSleeper implements Sleeper {
  readonly milliseconds: number[] = [];

  async sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    this.milliseconds.push(milliseconds);
    // A turn of the event loop, so that what would have happened meanwhile does.
    if (!signal.aborted) await new Promise((resolve) => setImmediate(resolve));
  }
}

export interface FixtureOptions extends Partial<StatesServiceOptions> {
  readonly functions?: Readonly<Record<string, TestFunction>>;
  readonly tables?: Readonly<Record<string, OperationTable>>;
  /** Actions that nobody is allowed, or with `role ` before them no role. */
  readonly denied?: Set<string>;
}

export interface Ran {
  readonly status: string;
  readonly output: unknown;
  readonly error?: string;
  readonly cause?: string;
  readonly arn: string;
}

/** A Step Functions service on a temporary folder, with functions and services made by the test. */
export class StatesFixture {
  readonly requests: AccessRequest[] = [];
  readonly folder: string;
  private opened: StatesService | undefined;

  constructor(private readonly options: FixtureOptions = {}) {
    this.folder = options.folder ?? mkdtempSync(join(tmpdir(), 'states-'));
  }

  get service(): StatesService {
    if (this.opened === undefined) throw new Error('call open() first');
    return this.opened;
  }

  async open(): Promise<this> {
    const { functions = {}, tables = {}, denied = new Set(), ...options } = this.options;
    const authorizer: Authorizer = {
      authorize: (request) => {
        this.requests.push(request);
        const { kind } = request.principal;
        if (denied.has(request.action) || denied.has(`${kind} ${request.action}`))
          throw accessDenied(`not authorized to perform: ${request.action} on ${request.resource}`);
      },
    };
    this.opened = await StatesService.open({
      folder: this.folder,
      authorizer,
      policies: { assertAssumable: () => undefined } as unknown as PolicyStore,
      invoker: { invoke: (name, payload, { signal }) => invoke(functions, name, payload, signal) },
      storage: () => {
        throw new Error('give the fixture a storage');
      },
      services: (name) => (name === 'states' ? this.opened?.operations : tables[name]),
      ...options,
    });
    return this;
  }

  async close(): Promise<void> {
    await this.opened?.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** @returns the machine's ARN. */
  machine(definition: object, name = 'machine', type: MachineType = 'STANDARD'): string {
    return this.service.machines.put({ name, type, roleArn: ROLE_ARN, definition: JSON.stringify(definition) }).arn;
  }

  call(operation: string, input: JsonObject): Promise<JsonObject> {
    const run = this.service.operations[operation];
    if (run === undefined) throw new Error(`no operation ${operation}`);
    return run(input, { principal: ADMINISTRATOR, requestId: 'test' }) as Promise<JsonObject>;
  }

  async start(definition: object, input: unknown = {}): Promise<string> {
    const stateMachineArn = this.machine(definition);
    const { executionArn } = await this.call('StartExecution', { stateMachineArn, input: JSON.stringify(input) });
    return executionArn as string;
  }

  /** Runs a definition to its end. */
  async run(definition: object, input: unknown = {}): Promise<Ran> {
    return this.ended(await this.start(definition, input));
  }

  async ended(arn: string): Promise<Ran> {
    const { status, output, error, cause } = await this.service.executions.ended(arn);
    return { arn, status, error, cause, output: output === undefined ? undefined : JSON.parse(output) };
  }

  async events(executionArn: string): Promise<readonly JsonObject[]> {
    const { events } = await this.call('GetExecutionHistory', { executionArn, maxResults: 1000 });
    return events as readonly JsonObject[];
  }

  /** `id<previous Type` of every event. */
  async chain(executionArn: string): Promise<string[]> {
    return (await this.events(executionArn)).map(({ id, previousEventId, type }) => `${id}<${previousEventId} ${type}`);
  }
}

async function invoke(
  functions: Readonly<Record<string, TestFunction>>,
  arn: string,
  payload: Buffer,
  signal: AbortSignal | undefined,
): Promise<InvocationResult> {
  const name = arn.replace(/:\$LATEST$/, '').slice(arn.indexOf(':function:') + ':function:'.length);
  const run = functions[name];
  if (run === undefined) throw new AwsError('ResourceNotFoundException', `Function not found: ${arn}`, 404);
  try {
    const answer = await run(JSON.parse(payload.toString()), signal);
    return { payload: Buffer.from(JSON.stringify(answer ?? null)), logTail: '' };
  } catch (error) {
    if (!(error instanceof FunctionError)) throw error;
    const report = { errorType: error.errorType, errorMessage: error.message, trace: [] };
    return { payload: Buffer.from(JSON.stringify(report)), functionError: 'Unhandled', logTail: '' };
  }
}

/** A clock that only the test moves. */
export class ManualClock implements Clock {
  constructor(private milliseconds = Date.UTC(2026, 0, 1)) {}

  now(): Date {
    return new Date(this.milliseconds);
  }

  advance(milliseconds: number): void {
    this.milliseconds += milliseconds;
  }
}

/** A definition of states that follow each other; the last one ends it. */
export function chain(...states: readonly (readonly [name: string, state: object])[]): object {
  const list = states.map(([name, state], index) => {
    const next = states[index + 1]?.[0];
    return [name, { ...state, ...(next === undefined ? { End: true } : { Next: next }) }] as const;
  });
  return { StartAt: states[0]?.[0], States: Object.fromEntries(list) };
}
