import { gzipSync } from 'node:zlib';
import {
  CreateTransformJobCommand,
  type CreateTransformJobCommandInput,
  DescribeTransformJobCommand,
  ListTransformJobsCommand,
  StopTransformJobCommand,
} from '@aws-sdk/client-sagemaker';
import { eventually } from '../../fixtures/eventually';
import { createModel, modelArchive } from '../../fixtures/sagemaker/endpoint-request';
import { BUCKET, TestLaptop } from '../../fixtures/sagemaker/laptop';

let laptop: TestLaptop;

beforeAll(async () => {
  laptop = await new TestLaptop().start();
  await laptop.put('models/model.tar.gz', await modelArchive({}));
  await createModel(laptop, 'echo', { FAKE_ECHO: '1' });
  for (const name of ['a.csv', 'b.csv', 'deep/c.csv']) await laptop.put(`in/${name}`, `${name}-1\n${name}-2\n`);
});
afterAll(() => laptop.stop());

type Changes = Partial<Omit<CreateTransformJobCommandInput, 'TransformInput' | 'TransformOutput'>> & {
  readonly TransformInput?: Partial<CreateTransformJobCommandInput['TransformInput']>;
  readonly TransformOutput?: Partial<CreateTransformJobCommandInput['TransformOutput']>;
};

async function transform(TransformJobName: string, { TransformInput, TransformOutput, ...changes }: Changes = {}) {
  await laptop.sagemaker.send(
    new CreateTransformJobCommand({
      TransformJobName,
      ModelName: 'echo',
      TransformInput: {
        DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: `s3://${BUCKET}/in/` } },
        ContentType: 'text/csv',
        ...TransformInput,
      },
      TransformOutput: { S3OutputPath: `s3://${BUCKET}/${TransformJobName}`, ...TransformOutput },
      TransformResources: { InstanceType: 'ml.m5.large', InstanceCount: 1 },
      ...changes,
    }),
  );
  return ended(TransformJobName);
}

const ended = (TransformJobName: string) =>
  eventually(async () => {
    const job = await laptop.sagemaker.send(new DescribeTransformJobCommand({ TransformJobName }));
    return ['Completed', 'Failed', 'Stopped'].includes(job.TransformJobStatus ?? '') ? job : undefined;
  }, 15_000);

const text = async (key: string) => (await laptop.get(key)).toString();

it('gives every object one request and one .out', async () => {
  const job = await transform('whole', { MaxConcurrentTransforms: 4 });

  expect(job.TransformJobStatus).toBe('Completed');
  expect(await laptop.keys('whole/')).toEqual(['whole/a.csv.out', 'whole/b.csv.out', 'whole/deep/c.csv.out']);
  expect(await text('whole/deep/c.csv.out')).toBe('deep/c.csv-1\ndeep/c.csv-2\n');
});

it('splits into lines and assembles the answers by lines', async () => {
  await transform('lines', {
    BatchStrategy: 'SingleRecord',
    TransformInput: { SplitType: 'Line' },
    TransformOutput: { AssembleWith: 'Line' },
  });

  expect(await text('lines/a.csv.out')).toBe('a.csv-1\na.csv-2\n');
});

it('reads a manifest, and unpacks gzip objects', async () => {
  await laptop.put('packed/z.csv.gz', gzipSync('zipped'));
  await laptop.put('manifest.json', JSON.stringify([{ prefix: `s3://${BUCKET}/packed/` }, 'z.csv.gz']));
  await transform('manifest', {
    TransformInput: {
      DataSource: { S3DataSource: { S3DataType: 'ManifestFile', S3Uri: `s3://${BUCKET}/manifest.json` } },
      CompressionType: 'Gzip',
    },
  });

  expect(await text('manifest/z.csv.gz.out')).toBe('zipped');
});

it('uses every instance of the job', async () => {
  const job = await transform('two-instances', {
    TransformResources: { InstanceType: 'ml.m5.large', InstanceCount: 2 },
  });

  expect(job.TransformJobStatus).toBe('Completed');
  expect(await laptop.keys('two-instances/')).toHaveLength(3);
});

it('asks the container for what the job leaves out', async () => {
  const FAKE_PARAMETERS = JSON.stringify({ BatchStrategy: 'SingleRecord', MaxConcurrentTransforms: 2 });
  await createModel(laptop, 'knows-better', { FAKE_ECHO: '1', FAKE_TAG: '>', FAKE_PARAMETERS });
  await transform('asks', { ModelName: 'knows-better', TransformInput: { SplitType: 'Line' } });

  expect(await text('asks/a.csv.out')).toBe('>a.csv-1>a.csv-2');
});

it('fails with the first object’s fault and keeps the others’ outputs', async () => {
  await laptop.put('mixed/bad', 'status 400');
  await laptop.put('mixed/good', 'fine');
  await createModel(laptop, 'judges');
  const job = await transform('mixed-out', {
    ModelName: 'judges',
    TransformInput: { DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: `s3://${BUCKET}/mixed/` } } },
  });

  expect(job.TransformJobStatus).toBe('Failed');
  expect(job.FailureReason).toBe(
    'ClientError: 1 of 2 objects failed. First: s3://data/mixed/bad: status 400: you asked for 400',
  );
  expect(await laptop.keys('mixed-out/')).toEqual(['mixed-out/good.out']);
});

it('is stopped when asked to, and refuses to be stopped twice', async () => {
  await laptop.put('hanging/one', 'hang');
  await createModel(laptop, 'hangs');
  const running = transform('stopped', {
    ModelName: 'hangs',
    TransformInput: { DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: `s3://${BUCKET}/hanging/` } } },
  });
  const stop = () => laptop.sagemaker.send(new StopTransformJobCommand({ TransformJobName: 'stopped' }));
  await eventually(() =>
    stop().then(
      () => true,
      () => undefined,
    ),
  );

  expect((await running).TransformJobStatus).toBe('Stopped');
  await expect(stop()).rejects.toThrow('the transform job is in status Stopped');
});

it('refuses a second job of the same name and lists the first', async () => {
  await expect(transform('whole')).rejects.toMatchObject({ name: 'ResourceInUse' });
  const { TransformJobSummaries } = await laptop.sagemaker.send(
    new ListTransformJobsCommand({ NameContains: 'whole' }),
  );

  expect(TransformJobSummaries).toHaveLength(1);
});

it('fails naming the action when the role may not read', async () => {
  laptop.authorizer.denied.add('s3:GetObject');
  const job = await transform('may-not-read');
  laptop.authorizer.denied.clear();

  expect(job.FailureReason).toMatch(/s3:GetObject/);
});
