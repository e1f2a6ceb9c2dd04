import { RedriveExecutionCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { imagesPerSecond, runStartBatch } from '../../../cli/start/run-start-batch';
import { type BatchResult, batchOutputSchema } from '../../../core/contracts/batch';
import { inferenceId } from '../../../core/contracts/inference-id';
import { openItemSchema } from '../../../core/contracts/open-item';
import { CONFIDENT, DOUBTFUL } from '../../fixtures/laptop/fake-model';
import type { FinishedExecution } from '../../fixtures/laptop/finished-execution';
import { servingLaptop } from '../../fixtures/laptop/serving-laptop';

const laptop = servingLaptop();
beforeEach(() => laptop().model.behave(CONFIDENT));

const run = (input: unknown): Promise<FinishedExecution> => laptop().run('BatchClassificationArn', input);

async function resultsOf({ output }: FinishedExecution): Promise<BatchResult[]> {
  const { resultsKey } = batchOutputSchema.parse(output);
  const text = (await laptop().read(laptop().outputs.get('ReportsBucket'), resultsKey)) ?? '';
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as BatchResult);
}

async function uploaded(folder: string, count: number): Promise<string[]> {
  const keys = Array.from({ length: count }, (_, at) => `${folder}/${at}.png`);
  for (const key of keys) await laptop().upload(key);
  return keys;
}

const sortedKeys = (results: readonly BatchResult[]): string[] => results.map(({ key }) => key).sort();

it('classifies every image below a prefix, those of several children, and no mark of a folder', async () => {
  const keys = await uploaded('incoming/prefix', 105);
  await laptop().upload('incoming/prefix/', Buffer.alloc(0));
  const execution = await run({ s3_bucket: laptop().images, s3_prefix: 'incoming/prefix/' });
  expect(execution).toMatchObject({ status: 'SUCCEEDED' });
  const name = execution.arn.split(':').at(-1);
  expect(execution.output).toEqual({
    confidentPredictions: true,
    counts: { images: 105, accepted: 105, secondLook: 0, failed: 0 },
    resultsKey: `batches/${name}/results.jsonl`,
    summaryKey: `batches/${name}/summary.json`,
  });
  const results = await resultsOf(execution);
  expect(sortedKeys(results)).toEqual([...keys].sort());
  const [first] = results;
  const identity = { executionId: execution.arn, bucket: laptop().images, key: first?.key ?? '' };
  expect(first).toEqual({
    s3_bucket: laptop().images,
    key: first?.key,
    version_id: expect.any(String),
    outcome: 'accepted',
    label: 'bicycle',
    confidence: 0.97,
    inferences: [0.97, 0.03],
    inference_id: inferenceId({ ...identity, versionId: first?.version_id ?? '' }),
  });
  const summary = await laptop().read(laptop().outputs.get('ReportsBucket'), `batches/${name}/summary.json`);
  expect(JSON.parse(summary ?? '')).toMatchObject({
    acceptedByLabel: { bicycle: 105 },
    failedByReason: {},
    repeated: 0,
  });
  expect(await laptop().capture(first?.inference_id ?? '')).toMatchObject({
    eventMetadata: { customAttributes: [expect.stringContaining('purpose=traffic')] },
  });
});

it('classifies the images of a list in its folder, and keeps their labels', async () => {
  await uploaded('listed', 2);
  await laptop().upload('listed.lst', Buffer.from('0\t1\t0.png\n1\t0\t1.png\n'));
  const results = await resultsOf(await run({ s3_bucket: laptop().images, manifest_key: 'listed.lst' }));
  expect(results.map(({ key, expected_label }) => [key, expected_label])).toEqual([
    ['listed/0.png', '1'],
    ['listed/1.png', '0'],
  ]);
});

it('gives each image of a manifest one outcome, with its reason where it failed', async () => {
  const [good] = await uploaded('manifest', 1);
  await laptop().upload('manifest/broken.png', Buffer.from('no image'));
  const lines = [
    { s3_key: good },
    { 'source-ref': `s3://${laptop().images}/manifest/broken.png`, label: 'bicycle' },
    { s3_key: 'manifest/missing.png' },
    { s3_key: good },
    { nothing: true },
  ];
  await laptop().upload('images.jsonl', Buffer.from(lines.map((line) => JSON.stringify(line)).join('\n')));
  const execution = await run({ s3_bucket: laptop().images, manifest_key: 'images.jsonl' });
  expect(execution).toMatchObject({ status: 'FAILED', error: 'ToleratedFailuresExceeded' });
  expect(execution.cause).toContain('3 of 4 images failed; 5 % are tolerated');
  const name = execution.arn.split(':').at(-1);
  const text = await laptop().read(laptop().outputs.get('ReportsBucket'), `batches/${name}/results.jsonl`);
  const results = (text ?? '')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as BatchResult);
  expect(results.map(({ key, outcome, reason }) => [key, outcome, reason])).toEqual([
    [good, 'accepted', undefined],
    ['manifest/broken.png', 'failed', 'ImageUnreadable'],
    ['manifest/missing.png', 'failed', 'ImageNotFound'],
    ['', 'failed', 'InvalidInput'],
  ]);
});

it('opens a second look for each uncertain image and sends one digest of them', async () => {
  laptop().model.behave(DOUBTFUL);
  const keys = await uploaded('doubtful', 3);
  const before = laptop().laptop.mails().length;
  const cases = keys.map((s3_key) => ({ s3_bucket: laptop().images, s3_key }));
  const execution = await run({ cases });
  expect(execution.output).toMatchObject({
    confidentPredictions: false,
    counts: { images: 3, accepted: 0, secondLook: 3, failed: 0 },
  });
  const [mail] = await laptop().mailsAfter(before, 1);
  expect(mail?.subject).toContain('3 of 3 images');
  for (const key of keys) expect(mail?.text).toContain(key);
  expect(mail?.text.match(/^ {3}bicycle \d+\.\d %, motorcycle \d+\.\d %$/gm)).toHaveLength(3);
  expect(laptop().laptop.mails()).toHaveLength(before + 1);

  const [result] = await resultsOf(execution);
  const started = await startOf(execution.arn);
  const path = started.toISOString().slice(0, 13).replaceAll('-', '/').replace('T', '/');
  const item = await laptop().read(laptop().images, `second_look/open/${path}/${result?.inference_id}.json`);
  expect(openItemSchema.parse(JSON.parse(item ?? ''))).toMatchObject({
    review_id: result?.inference_id,
    s3_key: result?.key,
    classes: ['bicycle', 'motorcycle'],
    threshold: 0.93,
    opened_at: started.toISOString(),
  });
  const links = (mail?.text ?? '').split('\n').filter((line) => line.includes('/second-look?t='));
  expect(links).toHaveLength(3);
  for (const link of links)
    expect(await (await fetch(link.trim())).text()).toMatch(/<button[^>]*><span class="name">bicycle/);
});

async function startOf(arn: string): Promise<Date> {
  const { record } = await laptop().laptop.services.states.executions.read(arn);
  return new Date(record.startDate);
}

it('refuses a bucket that the configuration does not name', async () => {
  const execution = await run({ s3_bucket: 'elsewhere', s3_prefix: '' });
  expect(execution).toMatchObject({ status: 'FAILED', error: 'InvalidInput' });
  expect(execution.cause).toContain('batch.readBuckets');
});

it('ends with every image once after it was stopped and redriven', async () => {
  const keys = await uploaded('redriven', 105);
  laptop().model.behave({ hangs: true });
  laptop().model.forget();
  const executionArn = await laptop().start('BatchClassificationArn', {
    s3_bucket: laptop().images,
    s3_prefix: 'redriven/',
  });
  await laptop().model.requested(1);
  const { stepFunctions } = laptop().clients;
  await stepFunctions.send(new StopExecutionCommand({ executionArn }));
  laptop().model.behave(CONFIDENT);
  await stepFunctions.send(new RedriveExecutionCommand({ executionArn }));
  const execution = await laptop().finished(executionArn);
  expect(execution).toMatchObject({ status: 'SUCCEEDED' });
  const results = await resultsOf(execution);
  expect(sortedKeys(results)).toEqual([...keys].sort());
  expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['accepted']));
}, 60_000);

it('is followed to its end from the command line', async () => {
  await uploaded('followed', 12);
  const { code, stdout, stderr } = await laptop().command(['classify', '--prefix', 'followed/', '--watch', '--json']);
  expect({ code, stderr: stderr.includes('Classify the batch') }).toEqual({ code: 0, stderr: true });
  const result = JSON.parse(stdout) as { counts: object; results: string };
  expect(result.counts).toEqual({ images: 12, accepted: 12, secondLook: 0, failed: 0 });
  const [, , bucket = '', ...key] = result.results.split('/');
  expect((await laptop().read(bucket, key.join('/')))?.trim().split('\n')).toHaveLength(12);
}, 60_000);

it('ends npm start with the test split', async () => {
  await laptop().uploadTestSplit(3);
  const ended = await runStartBatch(laptop(), () => undefined, new AbortController().signal);
  // The list lies beside the folder, not in it.
  expect(ended.counts).toEqual({ images: 3, accepted: 3, secondLook: 0, failed: 0 });
  expect(imagesPerSecond(ended)).toBeGreaterThan(0);
}, 60_000);
