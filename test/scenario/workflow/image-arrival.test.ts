import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DescribeExecutionCommand, ListExecutionsCommand } from '@aws-sdk/client-sfn';
import { imageExecution } from '../../../core/contracts/image-arrival';
import { inferenceId } from '../../../core/contracts/inference-id';
import { eventually } from '../../fixtures/eventually';
import { pngImage } from '../../fixtures/images';
import { arrivalEvent } from '../../fixtures/laptop/arrival-event';
import type { FinishedExecution } from '../../fixtures/laptop/finished-execution';
import { servingLaptop } from '../../fixtures/laptop/serving-laptop';
import { temporaryFolder } from '../../fixtures/temporary-folder';

const laptop = servingLaptop(async () => ({ overrides: { incoming: { classifyOnArrival: true } } }));

const arnOf = (key: string, versionId: string): string => {
  const { name } = imageExecution({ bucket: laptop().images, key, versionId });
  return laptop().executionArn('ImageClassificationArn', name);
};

/** The end of the execution that an upload has started. */
const arrived = (key: string, versionId: string): Promise<FinishedExecution> =>
  eventually(async () =>
    laptop()
      .finished(arnOf(key, versionId))
      .catch(() => undefined),
  );

/** Names of all executions of the images that a test is about. */
async function executionsOf(isMeant: (key: string) => boolean): Promise<readonly string[]> {
  const { stepFunctions } = laptop().clients;
  const stateMachineArn = laptop().outputs.get('ImageClassificationArn');
  const { executions = [] } = await stepFunctions.send(
    new ListExecutionsCommand({ stateMachineArn, maxResults: 1000 }),
  );
  const names: string[] = [];
  for (const { executionArn, name = '' } of executions) {
    const { input = '' } = await stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
    if (isMeant((JSON.parse(input) as { readonly s3_key: string }).s3_key)) names.push(name);
  }
  return names;
}

it.each([
  'incoming/plain.png',
  'incoming/camera 7/a bay, 2 + 2 = 4 & more %20.png',
  'incoming/größe/自転車 🚲.png',
  'incoming/no-extension',
])('classifies %s, which has arrived, in exactly the version that arrived', async (key) => {
  const versionId = await laptop().upload(key);

  const execution = await arrived(key, versionId);

  const identity = { executionId: execution.arn, bucket: laptop().images, key, versionId };
  expect(execution).toMatchObject({
    status: 'SUCCEEDED',
    output: { body: { s3_key: key, version_id: versionId, inference_id: inferenceId(identity) } },
  });
});

it('classifies each of two uploads under one key, the earlier one too', async () => {
  const key = 'incoming/again.png';
  const versions = [await laptop().upload(key), await laptop().upload(key, pngImage(7, 5))];

  const both = await Promise.all(versions.map((version) => arrived(key, version)));

  expect(both.map(({ output }) => output.body.version_id)).toEqual(versions);
  expect(new Set(both.map(({ arn }) => arn)).size).toBe(2);
});

it('has one execution of an arrival that is told three times, and calls that success', async () => {
  const key = 'incoming/told thrice.png';
  const versionId = await laptop().upload(key);
  await arrived(key, versionId);
  const event = arrivalEvent(laptop().images, key, versionId);

  const again = [await laptop().invoke('ImageArrival', event), await laptop().invoke('ImageArrival', event)];

  const { name } = imageExecution({ bucket: laptop().images, key, versionId });
  expect(again).toEqual(Array(2).fill({ failed: false, payload: { execution: name, started: false } }));
  expect(await executionsOf((each) => each === key)).toEqual([name]);
});

it('passes over marks of folders, data files, and what a model is evaluated on', async () => {
  const keys = ['incoming/folder/', 'incoming/tonight.jsonl', 'incoming/test.lst', 'incoming/evaluation/1/a.png'];

  const answers = await Promise.all(
    keys.map((key) => laptop().invoke('ImageArrival', arrivalEvent(laptop().images, key, 'v1'))),
  );

  expect(answers.map(({ payload }) => payload)).toEqual(keys.map((key) => ({ passedOver: key })));
  expect(await executionsOf((key) => keys.includes(key))).toEqual([]);
});

it('starts nothing for an image elsewhere in the bucket', async () => {
  await laptop().upload('elsewhere/0.png');
  const key = 'incoming/after it.png';
  await arrived(key, await laptop().upload(key));
  expect(await executionsOf((each) => each.startsWith('elsewhere/'))).toEqual([]);
});

it('fails by name where what has arrived is no picture', async () => {
  const key = 'incoming/text.png';
  const version = await laptop().upload(key, Buffer.from('not a picture'));
  expect(await arrived(key, version)).toMatchObject({ status: 'FAILED', error: 'ImageUnreadable' });
});

it('classifies once what the command line has uploaded and waits for', async () => {
  const folder = temporaryFolder();
  const file = join(folder.path, 'from here.png');
  writeFileSync(file, pngImage(9, 9));

  const { code, stdout } = await laptop().command(['classify', file, '--wait', '--json']);

  folder.remove();
  expect([code, JSON.parse(stdout)]).toMatchObject([0, { counts: { accepted: 1, failed: 0 } }]);
  const next = 'incoming/after the command.png';
  await arrived(next, await laptop().upload(next));
  expect(await executionsOf((key) => key.endsWith('/from here.png'))).toHaveLength(1);
});
