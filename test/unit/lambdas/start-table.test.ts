import type { S3Client } from '@aws-sdk/client-s3';
import type { SFNClient } from '@aws-sdk/client-sfn';
import { TRAINED_TAG, tableExecution } from '../../../core/contracts/train-table';
import { startTable } from '../../../lambdas/start-table/start-table';
import { FakeClient, sdkError } from '../../fixtures/fake-client';
import { arrivalEvent } from '../../fixtures/laptop/arrival-event';

const MACHINE = 'arn:aws:states:us-east-1:000000000000:stateMachine:TrainTable';
const EVENT = arrivalEvent('images', 'tables/bank.csv', 'v7');

/** Tags of the table, or the error of reading them. */
function clients(tags: readonly object[] | Error, StartExecution: () => object = () => ({})) {
  const s3 = new FakeClient({
    GetObjectTagging: () => {
      if (tags instanceof Error) throw tags;
      return { TagSet: tags };
    },
  });
  const stepFunctions = new FakeClient({ StartExecution });
  return { s3, stepFunctions, both: { s3: s3.as<S3Client>(), stepFunctions: stepFunctions.as<SFNClient>() } };
}

it('starts the training of exactly the version that has arrived, which waits for the end of another', async () => {
  const { s3, stepFunctions, both } = clients([{ Key: 'owner', Value: 'somebody' }]);

  const answer = await startTable(EVENT, both, MACHINE);

  const { name } = tableExecution({ bucket: 'images', key: 'tables/bank.csv', versionId: 'v7' });
  expect(answer).toEqual({ execution: name, started: true });
  expect(s3.sent).toEqual([
    { command: 'GetObjectTagging', input: { Bucket: 'images', Key: 'tables/bank.csv', VersionId: 'v7' } },
  ]);
  const input = JSON.stringify({ table: { key: 'tables/bank.csv', version_id: 'v7' }, whenBusy: 'wait' });
  expect(stepFunctions.sent).toEqual([{ command: 'StartExecution', input: { stateMachineArn: MACHINE, name, input } }]);
});

it('passes over a version that a model has been trained on, and names that training', async () => {
  const { stepFunctions, both } = clients([{ Key: TRAINED_TAG, Value: 'table-abc' }]);

  expect(await startTable(EVENT, both, MACHINE)).toEqual({ execution: 'table-abc', started: false });
  expect(stepFunctions.sent).toEqual([]);
});

it('calls a training that has been started before a success', async () => {
  const { both } = clients([], () => {
    throw sdkError('ExecutionAlreadyExists', 400);
  });

  expect(await startTable(EVENT, both, MACHINE)).toMatchObject({ started: false });
});

it.each([
  ['AccessDenied', 403, 'AccessDenied', /s3:GetObjectVersionTagging/],
  ['NoSuchKey', 404, 'ImageNotFound', /tables\/bank\.csv/],
  ['SlowDown', 503, 'StorageUnavailable', /Trying again/],
])('starts nothing where S3 answers %s about the tags: %s', async (fault, status, name, message) => {
  const { stepFunctions, both } = clients(sdkError(fault, status as number));

  await expect(startTable(EVENT, both, MACHINE)).rejects.toMatchObject({
    name,
    message: expect.stringMatching(message),
  });
  expect(stepFunctions.sent).toEqual([]);
});

it.each([
  ['AccessDeniedException', 'AccessDenied'],
  ['ThrottlingException', 'StorageUnavailable'],
])('fails as told where Step Functions answers %s: %s', async (fault, name) => {
  const { both } = clients([], () => {
    throw sdkError(fault, 400);
  });

  await expect(startTable(EVENT, both, MACHINE)).rejects.toMatchObject({ name });
});

it('refuses what is no arrival', async () => {
  await expect(startTable({ source: 'somebody' }, clients([]).both, MACHINE)).rejects.toMatchObject({
    name: 'InvalidInput',
  });
});
