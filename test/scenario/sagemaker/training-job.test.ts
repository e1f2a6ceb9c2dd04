import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import {
  CreateTrainingJobCommand,
  DescribeTrainingJobCommand,
  ListTagsCommand,
  ListTrainingJobsCommand,
  StopTrainingJobCommand,
} from '@aws-sdk/client-sagemaker';
import { extract } from 'tar-stream';
import { eventually } from '../../fixtures/eventually';
import { BUCKET, TestLaptop } from '../../fixtures/sagemaker/laptop';
import { trained, trainingRequest } from '../../fixtures/sagemaker/training-request';

let laptop: TestLaptop;
const lines: string[] = [];

beforeAll(async () => {
  laptop = await new TestLaptop().start();
  await laptop.put('train/a.png', 'a');
  await laptop.put('train/deep/b c+ü.png', 'b');
  await laptop.put('train.lst', '0\t0\ta.png');
  laptop.service.onTrainingLog(({ line }) => lines.push(line));
});
beforeEach(() => {
  lines.length = 0;
});
afterAll(() => laptop.stop());

const start = (...request: Parameters<typeof trainingRequest>) =>
  laptop.sagemaker.send(new CreateTrainingJobCommand(trainingRequest(...request)));

async function archived(key: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  const tar = Readable.from(await laptop.get(key))
    .pipe(createGunzip())
    .pipe(extract());
  for await (const entry of tar) {
    const chunks: Buffer[] = [];
    for await (const chunk of entry) chunks.push(chunk as Buffer);
    found[entry.header.name] = Buffer.concat(chunks).toString();
  }
  return found;
}

describe('a training job', () => {
  it('goes through every status and leaves its model when the program ends with 0', async () => {
    await start('ends-well', { output: 'notes' }, { Tags: [{ Key: 'team', Value: 'bay' }] });
    const job = await trained(laptop, 'ends-well');

    expect(job.FailureReason).toBeUndefined();
    expect(job.SecondaryStatusTransitions?.map(({ Status }) => Status)).toEqual([
      'Starting',
      'Downloading',
      'Training',
      'Uploading',
      'Completed',
    ]);
    expect(job.ModelArtifacts?.S3ModelArtifacts).toBe(`s3://${BUCKET}/models/ends-well/output/model.tar.gz`);
    expect(await archived('models/ends-well/output/model.tar.gz')).toEqual({ 'model.json': '{"answer":[0.75,0.25]}' });
    expect(await archived('models/ends-well/output/output.tar.gz')).toEqual({ 'notes.txt': 'notes' });
    const { Tags } = await laptop.sagemaker.send(new ListTagsCommand({ ResourceArn: job.TrainingJobArn }));
    expect(Tags).toEqual([{ Key: 'team', Value: 'bay' }]);
  });

  it('lays channels out below their prefix and keeps a single object’s name', async () => {
    const source = (S3Uri: string) => ({ S3DataSource: { S3DataType: 'S3Prefix' as const, S3Uri } });
    await start(
      'lays-out',
      {},
      {
        InputDataConfig: [
          { ChannelName: 'train', DataSource: source(`s3://${BUCKET}/train/`), ShuffleConfig: { Seed: 7 } },
          { ChannelName: 'train_lst', DataSource: source(`s3://${BUCKET}/train.lst`) },
        ],
      },
    );
    await trained(laptop, 'lays-out');

    expect(lines[0]).toBe('channels {"train":["a.png","deep/b c+ü.png"],"train_lst":["train.lst"]}');
    expect(lines[1]).toBe('credentials present job lays-out');
  });

  it('reads a manifest in its order of names', async () => {
    await laptop.put('lists/m.json', JSON.stringify([{ prefix: `s3://${BUCKET}/train/` }, 'deep/b c+ü.png']));
    const S3DataSource = { S3DataType: 'ManifestFile' as const, S3Uri: `s3://${BUCKET}/lists/m.json` };
    await start('manifest', {}, { InputDataConfig: [{ ChannelName: 'train', DataSource: { S3DataSource } }] });
    await trained(laptop, 'manifest');

    expect(lines[0]).toBe('channels {"train":["deep/b c+ü.png"]}');
  });

  it('takes its metrics from the log, the last values into the description', async () => {
    await start('metrics');
    const job = await trained(laptop, 'metrics');

    expect(job.FinalMetricDataList?.map(({ MetricName, Value }) => [MetricName, Value])).toEqual([
      ['train:accuracy', 0.75],
      ['validation:accuracy', 0.4],
    ]);
    const series = laptop.service.trainingMetrics('metrics').filter(({ name }) => name === 'train:accuracy');
    expect(series.map(({ value }) => value)).toEqual([0.5, 0.75]);
  });

  it('fails with what the program wrote to output/failure', async () => {
    await start('fails-aloud', { failure: 'no images of class 1', exit_code: '2' });
    const job = await trained(laptop, 'fails-aloud');

    expect(job.TrainingJobStatus).toBe('Failed');
    expect(job.FailureReason).toBe('AlgorithmError: no images of class 1, exit code: 2');
    expect(await laptop.keys('models/fails-aloud/')).toEqual([]);
  });

  it('fails with the exit code when the program wrote nothing', async () => {
    await start('fails-silently', { exit_code: '9' });
    const job = await trained(laptop, 'fails-silently');

    expect(job.FailureReason).toMatch(/^AlgorithmError: .*exit code: 9$/);
  });

  it('is stopped with the model that it saved on SIGTERM', async () => {
    await start('is-stopped', { wait: '1' });
    await eventually(() => lines.includes('waiting'));
    await laptop.sagemaker.send(new StopTrainingJobCommand({ TrainingJobName: 'is-stopped' }));
    const job = await trained(laptop, 'is-stopped');

    expect([job.TrainingJobStatus, job.SecondaryStatus]).toEqual(['Stopped', 'Stopped']);
    expect(await archived('models/is-stopped/output/model.tar.gz')).toHaveProperty(['stopped.txt']);
  });

  it('is killed after the grace period when it ignores SIGTERM', async () => {
    await start('is-killed', { wait: '1', ignore_sigterm: '1' });
    await eventually(() => lines.includes('waiting'));
    await laptop.sagemaker.send(new StopTrainingJobCommand({ TrainingJobName: 'is-killed' }));
    const job = await trained(laptop, 'is-killed');

    expect(job.TrainingJobStatus).toBe('Stopped');
    expect(lines).toContain('SIGTERM ignored');
  });

  it('ends when MaxRuntimeInSeconds is over', async () => {
    await start('too-long', { wait: '1' }, { StoppingCondition: { MaxRuntimeInSeconds: 1 } });
    const job = await trained(laptop, 'too-long');

    expect([job.TrainingJobStatus, job.SecondaryStatus]).toEqual(['Stopped', 'MaxRuntimeExceeded']);
  });

  it('goes on from its checkpoints', async () => {
    const changes = { CheckpointConfig: { S3Uri: `s3://${BUCKET}/checkpoints/run` } };
    await start('checkpoint-1', { checkpoint: '1' }, changes);
    await trained(laptop, 'checkpoint-1');
    await start('checkpoint-2', { checkpoint: '1' }, changes);
    await trained(laptop, 'checkpoint-2');

    expect(lines.filter((line) => line.startsWith('checkpoint'))).toEqual(['checkpoint 0', 'checkpoint 1']);
    expect((await laptop.get('checkpoints/run/epoch')).toString()).toBe('2');
  });

  it('gets no credentials when its network is isolated', async () => {
    await start('isolated', {}, { EnableNetworkIsolation: true });
    await trained(laptop, 'isolated');

    expect(lines[1]).toBe('credentials none job isolated');
  });

  it('names the images that there are when there is none of that name', async () => {
    await start('no-image', {}, { AlgorithmSpecification: { TrainingImage: 'other:1', TrainingInputMode: 'File' } });
    const job = await trained(laptop, 'no-image');

    expect(job.FailureReason).toBe(
      'ClientError: The laptop has no program for the image other:1. It has: /second-look/.',
    );
  });

  it('is listed page by page, newest first when asked', async () => {
    const page = { SortOrder: 'Descending', NameContains: 'checkpoint-', MaxResults: 1 } as const;
    const first = await laptop.sagemaker.send(new ListTrainingJobsCommand(page));
    const second = await laptop.sagemaker.send(new ListTrainingJobsCommand({ ...page, NextToken: first.NextToken }));

    const names = [first, second].map((one) => one.TrainingJobSummaries?.map((job) => job.TrainingJobName));
    expect(names).toEqual([['checkpoint-2'], ['checkpoint-1']]);
    expect(second.NextToken).toBeUndefined();
  });
});

it('fails the jobs that ran when the laptop stopped, and finds the others again', async () => {
  await start('before-restart');
  await trained(laptop, 'before-restart');
  await start('cut-off', { wait: '1' });
  await eventually(() => lines.includes('waiting'));
  await laptop.restart();

  const describe = (TrainingJobName: string) =>
    laptop.sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName }));
  expect((await describe('cut-off')).FailureReason).toMatch(/^InternalServerError: the laptop stopped/);
  expect((await describe('before-restart')).TrainingJobStatus).toBe('Completed');
  expect(laptop.service.trainingMetrics('before-restart')).toHaveLength(3);
});
