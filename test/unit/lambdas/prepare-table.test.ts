import type { S3Client } from '@aws-sdk/client-s3';
import { environmentSchema } from '../../../lambdas/prepare-table/env';
import { prepareTable } from '../../../lambdas/prepare-table/prepare-table';
import { MAX_TABLE_BYTES } from '../../../lambdas/prepare-table/read-table';
import { CUSTOMER_DECLARATION, customerTable } from '../../fixtures/customer-table';
import { FakeClient, objectBody, sdkError } from '../../fixtures/fake-client';

const ENVIRONMENT = {
  POWERTOOLS_SERVICE_NAME: 'prepare-table',
  POWERTOOLS_METRICS_NAMESPACE: 'test',
  IMAGES_BUCKET: 'images',
  MODELS_BUCKET: 'models',
  INSTANCE_TYPE: 'ml.m5.large',
  VOLUME_GB: '30',
  KEY_ARN: 'arn:aws:kms:us-east-1:000000000000:key/k',
  HYPERPARAMETERS: '{"num_round":"20","eta":"0.2"}',
  SEED: '1',
  APPROVAL: 'rule',
};
const settings = (changed: object = {}) => environmentSchema.parse({ ...ENVIRONMENT, ...changed });

/** A bucket by key; what is written goes into it too. */
class Storage {
  readonly client = new FakeClient({
    HeadObject: ({ Key, VersionId }) => {
      const body = this.objects[String(Key)];
      if (body === undefined) throw sdkError('NotFound', 404);
      return { ContentLength: this.bytes ?? body.length, VersionId: VersionId ?? 'newest' };
    },
    GetObject: ({ Key }) => {
      const body = this.objects[String(Key)];
      if (body === undefined) throw sdkError('NoSuchKey', 404);
      return { Body: objectBody(Buffer.from(body)) };
    },
    PutObject: ({ Bucket, Key, Body }) => {
      this.written[`${Bucket}/${Key}`] = String(Body);
      return {};
    },
  });
  readonly written: Record<string, string> = {};

  constructor(
    readonly objects: Readonly<Record<string, string>>,
    private readonly bytes?: number,
  ) {}

  prepare(input: object, changed: object = {}) {
    return prepareTable({ input, executionName: 'run-1' }, this.client.as<S3Client>(), settings(changed));
  }
}

const DECLARATION = JSON.stringify(CUSTOMER_DECLARATION);
const TABLES = { 'tables/customers.csv': customerTable(), 'tables/customers.preprocessing.json': DECLARATION };
const INPUT = { table: { key: 'tables/customers.csv' } };
const lines = (text = ''): string[] => text.trimEnd().split('\n');

it('writes channels with the label first, the rows to judge by without it, and the test rows with a header', async () => {
  const storage = new Storage(TABLES);

  const prepared = await storage.prepare(INPUT);

  const { written } = storage;
  const train = lines(written['images/table_runs/run-1/train/train.csv']);
  const validation = lines(written['images/table_runs/run-1/validation/validation.csv']);
  const [header, ...test] = lines(written['images/table_runs/run-1/test.csv']);
  expect(prepared.rows).toEqual({ train: 420, validation: 120, test: 60 });
  expect([train.length, validation.length, test.length]).toEqual([420, 120, 60]);
  expect(header).toBe('bought,calls,job_clerk,job_nurse,job_retired,job_student,never_before,says_no,says_yes');
  for (const row of [...train, ...validation]) expect(row).toMatch(/^[01],\d*,\d,[01],[01],[01],[01],[01]$/);
  const judged = lines(written['images/table_runs/run-1/judged/validation.csv']);
  expect(judged).toEqual(validation.map((row) => row.slice(2)));
  expect(lines(written['images/table_runs/run-1/judged/test.csv'])).toEqual(
    test.map((row) => row.split(',').slice(0, -2).join(',')),
  );
  const rows = JSON.parse(written['models/runs/run-1/rows.json'] ?? '');
  expect(rows).toMatchObject({ dataset: 'customers', classes: ['no', 'yes'], answers: 'lines' });
  expect(rows.rows).toHaveLength(180);
  expect(rows.testData).toEqual({ bucket: 'images', key: 'table_runs/run-1/test.csv', labelColumn: 'says' });
});

it('answers what the jobs are made with: the input over the configuration over the defaults', async () => {
  const prepared = await new Storage(TABLES).prepare({
    ...INPUT,
    hyperparameters: { eta: 0.5 },
    instanceType: 'ml.g4dn.xlarge',
    approval: 'hand',
  });

  expect(prepared).toMatchObject({
    dataset: 'customers',
    classes: ['no', 'yes'],
    hyperparameters: { objective: 'binary:logistic', max_depth: '5', num_round: '20', eta: '0.5' },
    approval: 'hand',
    train: 's3://images/table_runs/run-1/train/',
    validation: 's3://images/table_runs/run-1/validation/',
    judged: 's3://images/table_runs/run-1/judged/',
    table: { bucket: 'images', key: 'tables/customers.csv', versionId: 'newest' },
  });
  // Its disk is encrypted by hardware, and SageMaker refuses a key for it.
  expect(prepared.resourceConfig).toEqual({ InstanceCount: 1, InstanceType: 'ml.g4dn.xlarge', VolumeSizeInGB: 30 });
  expect((await new Storage(TABLES).prepare(INPUT)).resourceConfig).toMatchObject({
    InstanceType: 'ml.m5.large',
    VolumeKmsKeyId: ENVIRONMENT.KEY_ARN,
  });
});

it('splits by the seed: alike for the same, differently for another', async () => {
  const trained = async (seed: number) => {
    const storage = new Storage(TABLES);
    await storage.prepare({ ...INPUT, seed });
    return storage.written['images/table_runs/run-1/train/train.csv'];
  };

  expect(await trained(1)).toBe(await trained(1));
  expect(await trained(2)).not.toBe(await trained(1));
});

it('reads the very version that is named', async () => {
  const storage = new Storage(TABLES);

  const prepared = await storage.prepare({ table: { key: 'tables/customers.csv', version_id: 'v7' } });

  expect(prepared.table.versionId).toBe('v7');
  const read = storage.client.sent.filter(({ input }) => input.Key === 'tables/customers.csv');
  expect(read.map(({ command, input }) => [command, input.VersionId])).toEqual([
    ['HeadObject', 'v7'],
    ['GetObject', 'v7'],
  ]);
});

it('takes the declaration beside the table, else that of its folder, else says where it looked', async () => {
  const { 'tables/customers.csv': table } = TABLES;

  const ofFolder = new Storage({ 'tables/customers.csv': table, 'tables/preprocessing.json': DECLARATION });
  expect((await ofFolder.prepare(INPUT)).dataset).toBe('customers');
  await expect(new Storage({ 'tables/customers.csv': table }).prepare(INPUT)).rejects.toMatchObject({
    name: 'PreprocessingInvalid',
    message: expect.stringMatching(/tables\/customers\.preprocessing\.json or tables\/preprocessing\.json/),
  });
});

it.each([
  ['a table that is not there', new Storage({}), { ...INPUT, preprocessing: CUSTOMER_DECLARATION }, 'TableInvalid'],
  ['a table that is too large', new Storage(TABLES, MAX_TABLE_BYTES + 1), INPUT, 'TableInvalid'],
  [
    'a table that is no CSV by its name',
    new Storage(TABLES),
    { table: { key: 'tables/customers.txt' } },
    'InvalidInput',
  ],
  ['an unknown field of the input', new Storage(TABLES), { ...INPUT, hyperparameter: {} }, 'InvalidInput'],
])('refuses %s before it writes anything', async (_, storage, input, name) => {
  await expect(storage.prepare(input)).rejects.toMatchObject({ name });
  expect(storage.written).toEqual({});
});

it('names the action that its role lacks', async () => {
  const denied = new FakeClient({
    HeadObject: () => {
      throw sdkError('AccessDenied', 403);
    },
  });
  const input = { ...INPUT, preprocessing: CUSTOMER_DECLARATION };

  await expect(
    prepareTable({ input, executionName: 'run-1' }, denied.as<S3Client>(), settings()),
  ).rejects.toMatchObject({ name: 'AccessDenied', message: expect.stringContaining('s3:GetObject') });
});
