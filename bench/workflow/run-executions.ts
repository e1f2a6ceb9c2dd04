import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import { inParallel } from '../../cli/parallel';
import type { BenchLaptop } from './bench-laptop';

export interface ExecutionTimes {
  /** From StartExecution's request to the end of the execution, in milliseconds; one per execution that succeeded. */
  readonly milliseconds: readonly number[];
  readonly seconds: number;
}

/** Runs executions over HTTP, `parallel` at a time, and hears of their ends without asking. @throws Error where one does not succeed */
export async function runExecutions(laptop: BenchLaptop, count: number, parallel: number): Promise<ExecutionTimes> {
  const { clients, outputs, laptop: local } = laptop.running;
  const stateMachineArn = outputs.get('ImageClassificationArn');
  const ended = new Map<string, (status: string) => void>();
  const early = new Map<string, string>();
  const forget = local.services.states.onExecutionStatusChange(({ detail }) => {
    const arn = String(detail.executionArn);
    const status = String(detail.status);
    if (status === 'RUNNING') return;
    const waiting = ended.get(arn);
    if (waiting === undefined) early.set(arn, status);
    else waiting(status);
  });
  const began = performance.now();
  try {
    const milliseconds = await inParallel(Array.from({ length: count }), parallel, async (_, index) => {
      const start = performance.now();
      const input = JSON.stringify({ s3_bucket: laptop.bucket, s3_key: laptop.key(index) });
      const { executionArn = '' } = await clients.stepFunctions.send(
        new StartExecutionCommand({ stateMachineArn, input }),
      );
      const status = early.get(executionArn) ?? (await new Promise<string>((end) => ended.set(executionArn, end)));
      if (status !== 'SUCCEEDED') throw new Error(`${executionArn} ended as ${status}.`);
      return performance.now() - start;
    });
    return { milliseconds, seconds: (performance.now() - began) / 1000 };
  } finally {
    forget();
  }
}
