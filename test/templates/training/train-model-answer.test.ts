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

const fixture = new StatesFixture();
beforeAll(() => fixture.open());
afterAll(() => fixture.close());

/** The machine of the template, whose training has ended with this description. */
function machineAfter(job: object): object {
  const machine = definition(synthesized('local').templates.training, 'TrainModel');
  const Next = machine.States.Train?.Next;
  const States = { ...machine.States, Train: { Type: 'Pass', Result: job, Next } };
  return { ...machine, States };
}

it.each([
  ['the metrics that the job printed', { ...JOB, FinalMetricDataList: METRICS }, METRICS],
  ['an empty list for a job that printed none', JOB, []],
])('answers %s', async (_, job, metrics) => {
  const ran = await fixture.run(machineAfter(job), { hyperparameters: {} });

  expect(ran.status).toBe('SUCCEEDED');
  expect(trainModelOutputSchema.strict().parse(ran.output)).toEqual({
    trainingJobName: 'job-1',
    modelArtifacts: 's3://models/job-1/output/model.tar.gz',
    trainingImage: 'image:v1',
    metrics,
  });
});
