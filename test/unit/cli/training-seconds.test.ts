import type { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { trainingSeconds } from '../../../cli/laptop/training-seconds';
import { FakeClient } from '../../fixtures/fake-client';

const TIMES = {
  CreationTime: new Date('2026-11-27T09:59:00Z'),
  TrainingStartTime: new Date('2026-11-27T10:00:00.250Z'),
  TrainingEndTime: new Date('2026-11-27T10:00:31.650Z'),
  LastModifiedTime: new Date('2026-11-27T10:00:40Z'),
};

const seconds = (answer: object) => {
  const client = new FakeClient({
    DescribeTrainingJob: ({ TrainingJobName }) => (TrainingJobName === 'job-1' ? answer : {}),
  });
  return trainingSeconds(client.as<SageMakerClient>(), 'job-1');
};

it('takes the time of the training alone, not of the start-up before it nor of what came after', async () => {
  expect(await seconds(TIMES)).toBe(31.4);
});

it.each(['TrainingStartTime', 'TrainingEndTime'] as const)('refuses a job without its %s', async (time) => {
  await expect(seconds({ ...TIMES, [time]: undefined })).rejects.toThrow('job-1 has not trained to an end');
});
