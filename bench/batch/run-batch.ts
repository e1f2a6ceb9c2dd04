import { PutObjectCommand } from '@aws-sdk/client-s3';
import { DescribeExecutionCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { AwsClients } from '../../cli/aws/aws-clients';
import type { StackOutputs } from '../../cli/aws/stack-outputs';
import { inParallel } from '../../cli/parallel';
import { pause } from '../../cli/pause';
import { type BatchCounts, batchOutputSchema } from '../../core/contracts/batch';
import type { DataItem } from '../../core/dataset/data-set';

const UPLOADS = 32;
/** Each question costs the laptop as much as some images do. Milliseconds. */
const QUESTION_INTERVAL = 250;

/** A laptop with a model in service, in this process or another. */
export interface BatchLaptop {
  readonly clients: Pick<AwsClients, 's3' | 'stepFunctions'>;
  readonly outputs: StackOutputs;
  /** Images to upload. */
  readonly items: readonly DataItem[];
  /** The images bucket. */
  readonly bucket: string;
}

/** Uploads so many images below a prefix, those of the test split round and round. @returns their keys */
export async function uploadImages(
  { clients: { s3 }, items, bucket }: Omit<BatchLaptop, 'outputs'>,
  prefix: string,
  count: number,
): Promise<readonly string[]> {
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
}

/** Sends everything below a prefix through `BatchClassification`. @throws Error where the execution fails */
export async function runBatch({ clients, outputs, bucket }: BatchLaptop, prefix: string): Promise<BatchRun> {
  const { stepFunctions } = clients;
  const stateMachineArn = outputs.get('BatchClassificationArn');
  const input = JSON.stringify({ s3_bucket: bucket, s3_prefix: prefix });
  const { executionArn } = await stepFunctions.send(new StartExecutionCommand({ stateMachineArn, input }));
  for (;;) {
    await pause(QUESTION_INTERVAL);
    const execution = await stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
    if (execution.status === 'RUNNING') continue;
    const { status, output, error, cause, startDate = new Date(), stopDate = new Date() } = execution;
    if (status !== 'SUCCEEDED' || output === undefined) throw new Error(`The batch ended as ${error}: ${cause}`);
    const { counts } = batchOutputSchema.parse(JSON.parse(output));
    return { counts, seconds: (stopDate.getTime() - startDate.getTime()) / 1000 };
  }
}
