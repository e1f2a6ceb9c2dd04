import { GetObjectTaggingCommand } from '@aws-sdk/client-s3';
import { DescribeModelPackageCommand } from '@aws-sdk/client-sagemaker';
import { ListExecutionsCommand } from '@aws-sdk/client-sfn';
import { modelEvidenceSchema } from '../../../core/contracts/model-evidence';
import { TRAINED_TAG } from '../../../core/contracts/train-table';
import { parseFittedPreprocessing } from '../../../core/preprocessing/fitted-preprocessing';
import { CUSTOMER_DECLARATION, customerTable } from '../../fixtures/customer-table';
import { eventually } from '../../fixtures/eventually';
import { tableLaptop } from '../../fixtures/laptop/table-laptop';
import type { WorkflowLaptop } from '../../fixtures/laptop/workflow-laptop';

let laptop: WorkflowLaptop;
beforeAll(async () => {
  laptop = await tableLaptop();
}, 580_000);
afterAll(() => laptop?.stop());

const upload = (key: string, content: string): Promise<string> => laptop.upload(key, Buffer.from(content));
const DECLARATION = JSON.stringify(CUSTOMER_DECLARATION);

const executions = async () => {
  const stateMachineArn = laptop.outputs.get('TrainTableArn');
  const { executions: found = [] } = await laptop.clients.stepFunctions.send(
    new ListExecutionsCommand({ stateMachineArn }),
  );
  return found;
};
/** The execution that begins once something has been done. */
const startedBy = async (act: () => Promise<unknown>) => {
  const before = new Set((await executions()).map(({ executionArn }) => executionArn));
  await act();
  const { executionArn = '' } = await eventually(async () =>
    (await executions()).find(({ executionArn: arn }) => !before.has(arn)),
  );
  return laptop.finished(executionArn);
};

it('makes a registered model of a table that arrives, marks the table, and passes over the same version', async () => {
  await upload('tables/customers.preprocessing.json', DECLARATION);
  let version = '';

  const execution = await startedBy(async () => {
    version = await upload('tables/customers.csv', customerTable());
  });

  expect(execution.cause ?? '').toBe('');
  expect(execution.path).toEqual([
    ...['Begin', 'ClaimLease', 'HoldsLease', 'PrepareTable', 'Train', 'KeepLease', 'HasMetrics', 'CreateCandidate'],
    ...['Transform', 'JudgeModel', 'DeleteCandidate', 'KeepLeaseToRegister', 'RegisterModel', 'MarkTable'],
    ...['ReleaseLease', 'HasPassed', 'Answer'],
  ]);
  const { trainingJobName: job, modelPackage, approvalStatus } = execution.output;
  expect(approvalStatus).toBe('Approved');
  const models = laptop.outputs.get('ModelsBucket');
  const evidence = modelEvidenceSchema.parse(JSON.parse((await laptop.read(models, `${job}/evidence.json`)) ?? ''));
  expect(evidence).toMatchObject({ classes: ['no', 'yes'], validation: { rows: 120 }, test: { rows: 60 } });
  expect(evidence.test.areaUnderRoc).toBeGreaterThan(0.8);
  const described = await laptop.clients.sageMaker.send(
    new DescribeModelPackageCommand({ ModelPackageName: modelPackage }),
  );
  expect(described.InferenceSpecification).toMatchObject({ SupportedContentTypes: ['text/csv'] });
  expect(described.ModelPackageDescription).toContain('60 test rows of');

  const { bucket, key } = evidence.testData ?? { bucket: '', key: '' };
  const [header, first] = ((await laptop.read(bucket, key)) ?? '').split('\n');
  expect(header).toBe('bought,calls,job_clerk,job_nurse,job_retired,job_student,never_before,says_no,says_yes');
  expect(first?.split(',')).toHaveLength(9);
  const fitted = (await laptop.read(bucket, key.replace('test.csv', 'preprocessing.json'))) ?? '';
  expect(parseFittedPreprocessing(fitted, 'preprocessing.json').columns).toEqual(['bought', 'calls', 'job', 'before']);

  const tagged = await laptop.clients.s3.send(
    new GetObjectTaggingCommand({ Bucket: bucket, Key: 'tables/customers.csv', VersionId: version }),
  );
  const name = execution.arn.slice(execution.arn.lastIndexOf(':') + 1);
  expect(tagged.TagSet).toEqual([{ Key: TRAINED_TAG, Value: name }]);
  const count = (await executions()).length;
  const again = await laptop.invoke('StartTable', arrival('tables/customers.csv', version));
  expect(again.payload).toEqual({ execution: name, started: false });
  expect(await executions()).toHaveLength(count);
}, 120_000);

const arrival = (key: string, version: string) => ({
  source: 'aws.s3',
  'detail-type': 'Object Created',
  detail: { bucket: { name: laptop.images }, object: { key, 'version-id': version } },
});

it('starts one training for a version, however often its arrival is told before it has ended', async () => {
  await upload('tables/preprocessing.json', DECLARATION);
  let version = '';
  const execution = await startedBy(async () => {
    version = await upload('tables/short.csv', 'bought,calls,job,before,says\n1,1,clerk,2,yes\n2,2,clerk,2,no\n');
  });

  // It failed, so nothing is marked: the name alone tells.
  expect(execution).toMatchObject({ status: 'FAILED', error: 'TableInvalid' });
  expect(execution.cause).toMatch(/none in the .* split has says .*needs more rows/);
  const again = await laptop.invoke('StartTable', arrival('tables/short.csv', version));
  expect(again.payload).toMatchObject({ started: false });
}, 60_000);

it.each([
  ['a row of another length', (table: string) => `${table}1,2\n`, {}, 'TableInvalid', /line 602: has 2 fields/],
  ['a column that is not there', (t: string) => t, { drop: ['after'] }, 'TableInvalid', /has no column after/],
  ['a declaration that is none', (t: string) => t, { lable: 1 }, 'PreprocessingInvalid', /lable/],
  [
    'a label that never says so',
    (t: string) => t,
    { label: { column: 'says', positive: 'YES' } },
    'TableInvalid',
    /"YES"/,
  ],
])(
  'ends with a named error and its cause: %s',
  async (_, spoil, declared, error, cause) => {
    await upload('tables/spoilt.preprocessing.json', JSON.stringify({ ...CUSTOMER_DECLARATION, ...declared }));

    const execution = await startedBy(() => upload('tables/spoilt.csv', spoil(customerTable())));

    expect(execution).toMatchObject({ status: 'FAILED', error, cause: expect.stringMatching(cause) });
    expect(execution.path.slice(3)).toEqual(['PrepareTable', 'HasCandidate', 'ReleaseFailedRun', 'NotTrained']);
  },
  60_000,
);

it('names what is missing where nothing says what becomes of the columns', async () => {
  const execution = await laptop.run('TrainTableArn', { table: { key: 'elsewhere/customers.csv' } });
  expect(execution).toMatchObject({ status: 'FAILED', error: 'PreprocessingInvalid' });
  expect(execution.cause).toContain('elsewhere/customers.preprocessing.json or elsewhere/preprocessing.json');
}, 60_000);

it('takes declaration, hyperparameters and seed from the input, and says why a gate is not passed', async () => {
  await upload(
    'by_hand/noise.csv',
    customerTable().replaceAll(/(yes|no)$/gm, (_, __, at: number) => (at % 3 ? 'no' : 'yes')),
  );

  const execution = await laptop.run('TrainTableArn', {
    table: { key: 'by_hand/noise.csv' },
    preprocessing: CUSTOMER_DECLARATION,
    hyperparameters: { num_round: 2, max_depth: 1 },
    seed: 3,
  });

  expect(execution).toMatchObject({ status: 'FAILED', error: 'GateNotPassed' });
  expect(execution.cause).toMatch(/area under the ROC curve is 0\.\d+; the gate asks for 0\.650/);
  expect(execution.stateOutputs.PrepareTable.prepared.hyperparameters).toMatchObject({
    objective: 'binary:logistic',
    num_round: '2',
    max_depth: '1',
    eta: '0.1',
  });
}, 60_000);

it('ends with the training’s own reason where the algorithm refuses a hyperparameter', async () => {
  await upload('by_hand/customers.csv', customerTable());

  const execution = await laptop.run('TrainTableArn', {
    table: { key: 'by_hand/customers.csv' },
    preprocessing: CUSTOMER_DECLARATION,
    hyperparameters: { eta: 'much' },
  });

  expect(execution).toMatchObject({ status: 'FAILED', error: 'TrainingFailed', cause: expect.stringMatching(/eta/) });
}, 60_000);
