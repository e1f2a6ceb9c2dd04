import { setTimeout as sleep } from 'node:timers/promises';
import { MotoServer } from '../s3/moto-server';
import type { Case } from './definitions';

/** What both interpreters must agree on. Causes are prose and differ. */
export interface Seen {
  readonly status: string;
  readonly output?: unknown;
  readonly error?: string;
}

/** Of one execution's description, after which moto is taken to be broken. */
const MOST_REFUSALS = 50;

/** Runs definitions on moto's interpreter. */
export class MotoStates {
  private executions = 0;

  private constructor(private readonly server: MotoServer) {}

  static async start(): Promise<MotoStates> {
    const server = await MotoServer.start();
    const body = JSON.stringify({ stepfunctions: { execute_state_machine: true } });
    await fetch(`http://127.0.0.1:${server.port}/moto-api/config`, { method: 'POST', body });
    return new MotoStates(server);
  }

  /** Of the server, for other services. */
  get url(): string {
    return `http://127.0.0.1:${this.server.port}`;
  }

  stop(): Promise<void> {
    return this.server.stop();
  }

  async run({ definition, input }: Case): Promise<Seen> {
    // moto 5.2 copies a machine together with its backend, which fails once an execution has run there: every case has an
    // account, and so a backend, of its own.
    const account = String(100_000_000_000 + ++this.executions);
    const roleArn = `arn:aws:iam::${account}:role/machine`;
    const { stateMachineArn } = await this.call('CreateStateMachine', account, {
      name: 'machine',
      definition: JSON.stringify(definition),
      roleArn,
    });
    const start = { stateMachineArn, name: 'execution', input: JSON.stringify(input) };
    const { executionArn } = await this.call('StartExecution', account, start);
    for (let refused = 0; ; ) {
      // moto 5.2 now and then fails to describe an execution while others run beside it; it answers the next time.
      const described = await this.call('DescribeExecution', account, { executionArn }).catch((fault: Error) => {
        refused += 1;
        if (refused > MOST_REFUSALS) throw fault;
        return { status: 'RUNNING', output: undefined, error: undefined };
      });
      const { status, output, error } = described;
      if (status !== 'RUNNING') return { status: String(status), output: output && parsed(output), error };
      await sleep(20);
    }
  }

  private async call(operation: string, account: string, input: object): Promise<Record<string, string | undefined>> {
    const scope = 'Credential=test/20260101/us-east-1/states/aws4_request, SignedHeaders=host, Signature=test';
    const response = await fetch(`http://127.0.0.1:${this.server.port}/`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `AWSStepFunctions.${operation}`,
        'x-moto-account-id': account,
        authorization: `AWS4-HMAC-SHA256 ${scope}`,
      },
      body: JSON.stringify(input),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`moto answered ${operation} with ${response.status}: ${text.slice(0, 200)}`);
    return JSON.parse(text) as Record<string, string | undefined>;
  }
}

/** moto writes an output that is a string without its quotes. */
function parsed(output: string): unknown {
  try {
    return JSON.parse(output) as unknown;
  } catch {
    return output;
  }
}
