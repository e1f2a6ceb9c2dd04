import { join } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { DescribeExecutionCommand, RedriveExecutionCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { accountImages, faultsOf, type ImageAccount } from '../../../bench/faults/account-images';
import { listOpenItems } from '../../../bench/faults/list-open-items';
import { pause } from '../../../cli/pause';
import { TOLERATED_FAILURES_EXCEEDED } from '../../../core/contracts/batch';
import { batchResultsKey } from '../../../core/contracts/storage-layout';
import { SeededRandom } from '../../../core/seeded-random';
import { LocalRun } from '../../fixtures/cli/local-run';
import { processesOf } from '../../fixtures/cli/processes-of';
import { eventually } from '../../fixtures/eventually';
import { temporaryFolder } from '../../fixtures/temporary-folder';

/** All twenty where `SECOND_LOOK_EXHAUSTIVE` is set. */
const MOMENTS = process.env.SECOND_LOOK_EXHAUSTIVE === undefined ? 5 : 20;
const SEED = 4;
/** Four children, two at a time. */
const IMAGES = 350;
const PREFIX = 'incoming/killed/';
/** How often a batch that was killed is taken up again at most. */
const MOST_REDRIVES = 5;

jest.setTimeout(MOMENTS * 90_000 + 180_000);

const folder = temporaryFolder();
const STATE = join(folder.path, 'state');
const keys = Array.from({ length: IMAGES }, (_, index) => `${PREFIX}${String(index).padStart(4, '0')}.png`);

let local: LocalRun;
beforeAll(async () => {
  local = await LocalRun.start(STATE);
  const { s3 } = local.clients;
  const Bucket = (await local.outputs()).get('ImagesBucket');
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'test/', MaxKeys: 10 }));
  const images = await Promise.all(
    Contents.map(async ({ Key }) =>
      (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToByteArray(),
    ),
  );
  for (const [index, Key] of keys.entries()) {
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: images[index % images.length] }));
  }
});
afterAll(async () => {
  await local.stop();
  folder.remove();
});

/** @returns the execution's ARN, once Step Functions has answered. */
async function startBatch(): Promise<string> {
  const outputs = await local.outputs();
  const input = JSON.stringify({ s3_bucket: outputs.get('ImagesBucket'), s3_prefix: PREFIX });
  const stateMachineArn = outputs.get('BatchClassificationArn');
  const { executionArn = '' } = await local.clients.stepFunctions.send(
    new StartExecutionCommand({ stateMachineArn, input }),
  );
  return executionArn;
}

/** Waits for a batch's end, and takes it up again where that is none of its own. @returns how often */
async function finishBatch(executionArn: string): Promise<number> {
  const { stepFunctions } = local.clients;
  for (let redrives = 0; ; ) {
    const { status, error, cause } = await stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
    if (status === 'SUCCEEDED' || error === TOLERATED_FAILURES_EXCEEDED) return redrives;
    if (status === 'RUNNING') await pause(50);
    else if (redrives === MOST_REDRIVES) throw new Error(`No end after ${redrives} redrives: ${error}: ${cause}`);
    else {
      redrives++;
      await stepFunctions.send(new RedriveExecutionCommand({ executionArn }));
    }
  }
}

async function accountOf(executionArn: string): Promise<ImageAccount> {
  const { s3 } = local.clients;
  const outputs = await local.outputs();
  const Key = batchResultsKey(executionArn.slice(executionArn.lastIndexOf(':') + 1));
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: outputs.get('ReportsBucket'), Key }));
  const lines = ((await Body?.transformToString()) ?? '').split('\n').filter((line) => line !== '');
  return accountImages(keys, lines, await listOpenItems(s3, outputs.get('ImagesBucket')));
}

/** How long a batch takes that nobody kills. Milliseconds. */
async function undisturbed(): Promise<number> {
  await finishBatch(await startBatch());
  const began = performance.now();
  await finishBatch(await startBatch());
  return performance.now() - began;
}

/** Kills the laptop so long after a batch has begun, starts it on the same folder, and takes the batch up again. */
async function killDuringBatch(milliseconds: number): Promise<{ redrives: number; account: ImageAccount }> {
  const executionArn = await startBatch();
  await pause(milliseconds);
  await local.crash();
  await eventually(() => (processesOf(folder.path)?.length ?? 0) === 0, 20_000);
  local = await LocalRun.start(STATE);
  const redrives = await finishBatch(executionArn);
  return { redrives, account: await accountOf(executionArn) };
}

it(`has one result of every image after kill -9 at ${MOMENTS} moments of a batch, a restart and a redrive (seed ${SEED})`, async () => {
  const random = new SeededRandom('killed batch', SEED);
  const duration = await undisturbed();
  // Spread over the batch, and at random within each part of it.
  const moments = Array.from({ length: MOMENTS }, (_, index) => ((index + random.fraction()) / MOMENTS) * duration);

  const outcomes = [];
  for (const moment of moments) outcomes.push({ moment: Math.round(moment), ...(await killDuringBatch(moment)) });

  console.info(
    `seed ${SEED}, a batch of ${IMAGES} images takes ${Math.round(duration)} ms; killed after, redriven, counts:`,
    outcomes.map(({ moment, redrives, account }) => ({ moment, redrives, ...account.counts })),
  );
  for (const { account } of outcomes) {
    expect(faultsOf(account)).toEqual([]);
    expect(account.counts.images).toBe(IMAGES);
    expect(account.failedByReason).toEqual({});
  }
  // The moments were moments of the batch.
  expect(outcomes.filter(({ redrives }) => redrives > 0).length).toBeGreaterThan(MOMENTS / 2);
});
