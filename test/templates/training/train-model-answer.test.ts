import { trainModelOutputSchema } from '../../../core/contracts/train-model';
import { StatesFixture } from '../../unit/states/states-fixture';
import { definition } from '../definition';
import { synthesized } from '../synthesized';

const JOB = {
  TrainingJobName: 'job-1',
  TrainingJobStatus: 'Completed',
  ModelArtifacts: { S3ModelArtifacts: 's3://models/job-1/output/model.tar.gz' },
  AlgorithmSpecification: { TrainingImage: 'image:v1' },
};
const METRICS = [{ MetricName: 'validation:accuracy', Value: 0.5, Timestamp: 1 }];

const VERDICT = { passed: true, approvalStatus: 'Approved', evidence: 's3://models/job-1/evidence.json' };
const PACKAGE = { ModelPackageArn: 'arn:aws:sagemaker:us-east-1:000000000000:model-package/group/1' };

const fixture = new StatesFixture();
beforeAll(() => fixture.open());
afterAll(() => fixture.close());

/** The machine of the template from the end of its training on; its tasks change nothing. */
function machineAfterTraining(): { readonly StartAt: string; readonly States: object } {
  const machine = definition(synthesized('local').templates.training, 'TrainModel');
  const states = Object.entries(machine.States).map(([name, state]) => [
    name,
    state.Type === 'Task' ? { Type: 'Pass', Next: state.Next } : state,
  ]);
  return { ...machine, StartAt: 'HasMetrics', States: Object.fromEntries(states) };
}

it.each([
  ['the metrics that the job printed', { ...JOB, FinalMetricDataList: METRICS }, METRICS],
  ['an empty list for a job that printed none', JOB, []],
])('answers %s', async (_, job, metrics) => {
  const ran = await fixture.run(machineAfterTraining(), { job, verdict: VERDICT, package: PACKAGE });

  expect(ran.status).toBe('SUCCEEDED');
  expect(trainModelOutputSchema.strict().parse(ran.output)).toEqual({
    trainingJobName: 'job-1',
    modelArtifacts: 's3://models/job-1/output/model.tar.gz',
    trainingImage: 'image:v1',
    metrics,
    modelPackage: PACKAGE.ModelPackageArn,
    approvalStatus: 'Approved',
    evidence: 's3://models/job-1/evidence.json',
  });
});

it('judges nothing, and says why, where a job that was stopped comes through', async () => {
  const machine = machineAfterTraining();
  // What the failed end would make of it is the lease's function's word.
  Object.assign(machine.States, { NotTrained: { Type: 'Succeed' } });
  const job = { ...JOB, TrainingJobStatus: 'Stopped', SecondaryStatus: 'MaxRuntimeExceeded' };
  const ran = await fixture.run(machine, { job: { ...job, FinalMetricDataList: METRICS } });

  expect(ran.output).toMatchObject({
    caught: { Error: 'TrainingStopped', Cause: 'The training job job-1 was stopped: MaxRuntimeExceeded.' },
  });
});

it('tells of a gate that is not passed with reasons, package and evidence', async () => {
  const verdict = { ...VERDICT, passed: false, approvalStatus: 'Rejected', cause: 'It is no good.' };
  const input = { job: { ...JOB, FinalMetricDataList: [] }, verdict, package: PACKAGE };

  const ran = await fixture.run(machineAfterTraining(), input);

  expect(ran).toMatchObject({ status: 'FAILED', error: 'GateNotPassed' });
  expect(ran.cause).toBe(
    `It is no good. Registered as Rejected: ${PACKAGE.ModelPackageArn}. Evidence: s3://models/job-1/evidence.json`,
  );
});
