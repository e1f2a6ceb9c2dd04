import { isDeepStrictEqual } from 'node:util';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { DescribeExecutionCommand, RedriveExecutionCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { AwsClients } from '../../cli/aws/aws-clients';
import type { StackOutputs } from '../../cli/aws/stack-outputs';
import { pause } from '../../cli/pause';
import { type BatchCounts, TOLERATED_FAILURES_EXCEEDED } from '../../core/contracts/batch';
import { batchResultsKey, batchSummaryKey } from '../../core/contracts/storage-layout';
import { accountImages, faultsOf, type ImageAccount } from './account-images';
import type { FaultLayer } from './fault-layer';
import { listOpenItems } from './list-open-items';

/** An execution that faults have ended is taken up again at most so often. */
const MOST_REDRIVES = 20;
/** Milliseconds. */
const PROGRESS_INTERVAL = 10_000;

export interface FaultRun {
  readonly seed: number;
  readonly account: ImageAccount;
  /** How often the execution had to be taken up again. */
  readonly redrives: number;
  readonly seconds: number;
}

export interface FaultRunOptions {
  readonly prefix: string;
  /** All that lie there. */
  readonly keys: readonly string[];
  readonly seed: number;
  /** Told how far it is. @default nobody */
  readonly say?: (text: string) => void;
}

export interface DisturbedLaptop {
  readonly clients: Pick<AwsClients, 's3' | 'stepFunctions'>;
  readonly outputs: StackOutputs;
  readonly faults: FaultLayer;
}

/** The accounting is off. */
export class ImagesUnaccounted extends Error {
  override readonly name = 'ImagesUnaccounted';
}

/**
 * Sends the images below a prefix through `BatchClassification` while a tenth of all operations is disturbed, and accounts for every one.
 * @throws ImagesUnaccounted with the seed; Error where the batch cannot be brought to its end
 */
export async function runFaults(
  laptop: DisturbedLaptop,
  { prefix, keys, seed, say = () => {} }: FaultRunOptions,
): Promise<FaultRun> {
  const { stepFunctions } = laptop.clients;
  const stateMachineArn = laptop.outputs.get('BatchClassificationArn');
  const input = JSON.stringify({ s3_bucket: laptop.outputs.get('ImagesBucket'), s3_prefix: prefix });
  const began = Date.now();
  laptop.faults.begin(seed);
  let redrives = 0;
  const progress = setInterval(
    () => say(`${laptop.faults.plan.operations().endpoint} requests to the endpoint for ${keys.length} images`),
    PROGRESS_INTERVAL,
  );
  const { executionArn = '' } = await stepFunctions.send(new StartExecutionCommand({ stateMachineArn, input }));
  try {
    while (!(await isSummarized(laptop, executionArn))) {
      if (redrives === MOST_REDRIVES) throw new Error(`Seed ${seed}: no end after ${redrives} redrives.`);
      redrives++;
      say(`taken up again, ${redrives}`);
      await stepFunctions.send(new RedriveExecutionCommand({ executionArn }));
    }
  } finally {
    clearInterval(progress);
    laptop.faults.end();
  }
  const seconds = (Date.now() - began) / 1000;
  return { seed, account: await account(laptop, executionArn, keys, seed), redrives, seconds };
}

/** Waits for an execution's end. @returns whether it came as far as its results. */
async function isSummarized({ clients }: DisturbedLaptop, executionArn: string): Promise<boolean> {
  for (;;) {
    const { status, error } = await clients.stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
    if (status !== 'RUNNING') return status === 'SUCCEEDED' || error === TOLERATED_FAILURES_EXCEEDED;
    await pause(100);
  }
}

async function account(
  { clients: { s3 }, outputs }: DisturbedLaptop,
  executionArn: string,
  keys: readonly string[],
  seed: number,
): Promise<ImageAccount> {
  const name = executionArn.slice(executionArn.lastIndexOf(':') + 1);
  const read = async (Key: string): Promise<string> => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: outputs.get('ReportsBucket'), Key }));
    return (await Body?.transformToString()) ?? '';
  };
  const lines = (await read(batchResultsKey(name))).split('\n').filter((line) => line !== '');
  const made = accountImages(keys, lines, await listOpenItems(s3, outputs.get('ImagesBucket')));
  const { counts } = JSON.parse(await read(batchSummaryKey(name))) as { readonly counts: BatchCounts };
  const wrong = [...faultsOf(made)];
  if (!isDeepStrictEqual(counts, made.counts)) {
    wrong.push(`the summary says ${JSON.stringify(counts)}, the results ${JSON.stringify(made.counts)}`);
  }
  if (wrong.length > 0) throw new ImagesUnaccounted(`Seed ${seed}, ${executionArn}: ${wrong.join('; ')}`);
  return made;
}
