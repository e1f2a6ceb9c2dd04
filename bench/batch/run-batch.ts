import { PutObjectCommand } from '@aws-sdk/client-s3';
import { DescribeExecutionCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { inParallel } from '../../cli/parallel';
import { pause } from '../../cli/pause';
import { type BatchCounts, batchOutputSchema } from '../../core/contracts/batch';
import type { BenchLaptop } from '../workflow/bench-laptop';

const UPLOADS = 32;
const LOOKS_PER_QUESTION = 5;

/** Uploads so many images below a prefix, those of the test split round and round. @returns their keys */
export async function uploadImages(
  { running, items, bucket }: BenchLaptop,
  prefix: string,
  count: number,
): Promise<readonly string[]> {
  const { s3 } = running.clients;
  const images = items.map(({ read }) => read());
  return inParallel(Array.from({ length: count }), UPLOADS, async (_, index) => {
    const Body = await images[index % images.length];
    const Key = `${prefix}${String(index).padStart(7, '0')}.png`;
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));
    return Key;
  });
}

export interface BatchRun {
  readonly counts: BatchCounts;
  /** From the start of the execution to its end, as Step Functions says. */
  readonly seconds: number;
  /** Largest resident memory of this process, which is the whole laptop but for its endpoint. Megabytes. */
  readonly peakMb: number;
  /** Of the same, before the batch begins: with the upload of its images behind it. Megabytes. */
  readonly startMb: number;
  /** Of that process, its functions' threads among it; on a machine that does other work too it says more than the clock. Milliseconds. */
  readonly processorMs: number;
}

/** Sends everything below a prefix through `BatchClassification`. @throws Error where the execution fails */
export async function runBatch({ running, bucket }: BenchLaptop, prefix: string): Promise<BatchRun> {
  const { stepFunctions } = running.clients;
  const stateMachineArn = running.outputs.get('BatchClassificationArn');
  const input = JSON.stringify({ s3_bucket: bucket, s3_prefix: prefix });
  const before = process.cpuUsage();
  const { executionArn } = await stepFunctions.send(new StartExecutionCommand({ stateMachineArn, input }));
  const start = process.memoryUsage.rss();
  let peak = start;
  for (let look = 1; ; look++) {
    await pause(50);
    peak = Math.max(peak, process.memoryUsage.rss());
    // Each question costs this process as much as some images do.
    if (look % LOOKS_PER_QUESTION > 0) continue;
    const execution = await stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
    if (execution.status === 'RUNNING') continue;
    const { status, output, error, cause, startDate = new Date(), stopDate = new Date() } = execution;
    if (status !== 'SUCCEEDED' || output === undefined) throw new Error(`The batch ended as ${error}: ${cause}`);
    const { counts } = batchOutputSchema.parse(JSON.parse(output));
    const { user, system } = process.cpuUsage(before);
    const seconds = (stopDate.getTime() - startDate.getTime()) / 1000;
    return { counts, seconds, peakMb: peak / 1e6, startMb: start / 1e6, processorMs: (user + system) / 1000 };
  }
}
