import type { SFNClient } from '@aws-sdk/client-sfn';
import fc from 'fast-check';
import { imageExecution, isArrivedImage } from '../../../core/contracts/image-arrival';
import { startClassification } from '../../../lambdas/start-classification/start-classification';
import { FakeClient, sdkError } from '../../fixtures/fake-client';
import { arrivalEvent } from '../../fixtures/laptop/arrival-event';

const MACHINE = 'arn:aws:states:us-east-1:000000000000:stateMachine:ImageClassification';

const failing = (name: string): SFNClient => {
  const StartExecution = () => {
    throw sdkError(name, 400);
  };
  return new FakeClient({ StartExecution }).as<SFNClient>();
};

it('starts the named execution of exactly the version that has arrived', async () => {
  const client = new FakeClient({ StartExecution: () => ({}) });
  const event = arrivalEvent('images', 'incoming/a b.png', 'v7');
  const answer = await startClassification(event, client.as<SFNClient>(), MACHINE);
  const { name } = imageExecution({ bucket: 'images', key: 'incoming/a b.png', versionId: 'v7' });
  expect(answer).toEqual({ execution: name, started: true });
  const input = JSON.stringify({ s3_bucket: 'images', s3_key: 'incoming/a b.png', version_id: 'v7' });
  expect(client.sent).toEqual([{ command: 'StartExecution', input: { stateMachineArn: MACHINE, name, input } }]);
});

it('calls an execution that exists already a success', async () => {
  const event = arrivalEvent('images', 'incoming/a.png', 'v7');
  expect(await startClassification(event, failing('ExecutionAlreadyExists'), MACHINE)).toMatchObject({
    started: false,
  });
});

it.each([
  ['AccessDeniedException', 'AccessDenied'],
  ['ThrottlingException', 'StorageUnavailable'],
  ['StateMachineDoesNotExist', 'StorageUnavailable'],
])('fails as told where Step Functions answers %s: %s', async (fault, name) => {
  const started = startClassification(arrivalEvent('images', 'incoming/a.png', 'v7'), failing(fault), MACHINE);
  await expect(started).rejects.toMatchObject({ name });
});

it('refuses what is no arrival', async () => {
  await expect(startClassification({ source: 'somebody' }, failing('none'), MACHINE)).rejects.toMatchObject({
    name: 'InvalidInput',
  });
});

it.each([
  ['incoming/a.png', true],
  ['incoming/deep/er/a.JPG', true],
  ['incoming/no-extension', true],
  ['incoming/picture.csv.png', true],
  ['incoming/', false],
  ['incoming/folder/', false],
  ['incoming/list.LST', false],
  ['incoming/tonight.jsonl', false],
  ['incoming/evaluation/2026/a.png', false],
  ['train/a.png', false],
])('takes %s for an image that has arrived: %s', (key, expected) => expect(isArrivedImage(key)).toBe(expected));

it('names an execution as Step Functions allows, alike for the same version and differently for any other', () => {
  const text = fc.string({ minLength: 1, unit: 'binary' });
  const image = fc.record({ bucket: text, key: text, versionId: text });
  fc.assert(
    fc.property(image, image, (one, other) => {
      const name = imageExecution(one).name;
      expect(name).toMatch(/^[a-z0-9-]{1,80}$/);
      expect(imageExecution({ ...one }).name).toBe(name);
      const same = one.bucket === other.bucket && one.key === other.key && one.versionId === other.versionId;
      expect(imageExecution(other).name === name).toBe(same);
    }),
  );
});
