import { ListTagsCommand, ListTrainingJobsCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { findRunningJobs } from '../../../cli/cleanup/kinds/running-jobs';
import { readEnvironment } from '../../../cli/environment/read-environment';
import type { Target } from '../../../cli/target/target';

const JOBS = {
  'second-look-dev-1': { app: 'second-look', environment: 'dev' },
  'my-second-look-dev-1': { app: 'my-second-look', environment: 'dev' },
  'second-look-devel-1': { app: 'second-look', environment: 'devel' },
  'second-look-dev-untagged': {},
};

it('takes running jobs by their tags: a name like ours makes no job ours', async () => {
  const sageMaker = new SageMakerClient({ region: 'us-east-1' });
  jest.spyOn(sageMaker, 'send').mockImplementation(async (command: unknown) => {
    if (command instanceof ListTrainingJobsCommand) {
      expect(command.input.StatusEquals).toBe('InProgress');
      const names = Object.keys(JOBS);
      return { TrainingJobSummaries: names.map((name) => ({ TrainingJobName: name, TrainingJobArn: `arn:${name}` })) };
    }
    if (!(command instanceof ListTagsCommand)) return {};
    const tags = JOBS[String(command.input.ResourceArn).slice('arn:'.length) as keyof typeof JOBS];
    return { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
  });
  const target = {
    environment: readEnvironment('dev'),
    clients: { sageMaker },
    outputs: { has: () => false },
  } as unknown as Target;
  const found = await findRunningJobs(target, { stacks: [], resources: [], retained: [] });

  expect(found.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['training job second-look-dev-1']);
});
