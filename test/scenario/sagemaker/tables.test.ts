import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import {
  CreateTrainingJobCommand,
  CreateTransformJobCommand,
  DescribeTransformJobCommand,
} from '@aws-sdk/client-sagemaker';
import { pack } from 'tar-stream';
import { containerImages } from '../../../cli/laptop/container-images';
import { areaUnderRoc } from '../../../core/evaluation/metrics/area-under-roc';
import { rank } from '../../../core/evaluation/metrics/ranking';
import { formatFittedPreprocessing } from '../../../core/preprocessing/fitted-preprocessing';
import { creditPreprocessing } from '../../fixtures/algorithm/credit-preprocessing';
import { productTable } from '../../fixtures/algorithm/table-folder';
import { eventually } from '../../fixtures/eventually';
import { describeRealData } from '../../fixtures/real-data';
import { createConfig, createEndpoint, createModel, invoke } from '../../fixtures/sagemaker/endpoint-request';
import { BUCKET, TestLaptop } from '../../fixtures/sagemaker/laptop';
import { trained, trainingRequest } from '../../fixtures/sagemaker/training-request';

jest.setTimeout(60_000);

const XGBOOST = '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1';
const TEST_ROWS = productTable(300, 3).trim().split('\n');
const FEATURES = TEST_ROWS.map((row) => row.slice(2));

let laptop: TestLaptop;
beforeAll(async () => {
  laptop = await new TestLaptop({ images: await containerImages() }).start();
  await laptop.put('tables/train/train.csv', productTable(600, 1));
  await laptop.put('tables/validation/validation.csv', productTable(200, 2));
  await laptop.put('rows/part.csv', `${FEATURES.join('\n')}\n`);
});
afterAll(() => laptop.stop());

const channel = (ChannelName: string) => ({
  ChannelName,
  ContentType: 'text/csv',
  DataSource: { S3DataSource: { S3DataType: 'S3Prefix' as const, S3Uri: `s3://${BUCKET}/tables/${ChannelName}/` } },
});

const capturing = {
  DataCaptureConfig: {
    EnableCapture: true,
    InitialSamplingPercentage: 100,
    DestinationS3Uri: `s3://${BUCKET}/captures`,
    CaptureOptions: [{ CaptureMode: 'Input' as const }, { CaptureMode: 'Output' as const }],
    CaptureContentTypeHeader: { CsvContentTypes: ['text/csv'], JsonContentTypes: ['application/json'] },
  },
};

const captures = async (endpoint: string) => {
  const keys = await eventually(async () => {
    const found = await laptop.keys(`captures/${endpoint}/`);
    return found.length === 0 ? undefined : found;
  }, 10_000);
  const files = await Promise.all(keys.map((key) => laptop.get(key)));
  return files
    .flatMap((file) => file.toString().trim().split('\n'))
    .map((line) => JSON.parse(line) as { captureData: Record<string, unknown> });
};

it('trains a table by the built-in XGBoost’s image, transforms rows in their order, serves and captures CSV', async () => {
  await laptop.sagemaker.send(
    new CreateTrainingJobCommand(
      trainingRequest(
        'table',
        { num_round: '20', objective: 'binary:logistic', eval_metric: 'auc', max_depth: '4' },
        {
          AlgorithmSpecification: {
            TrainingImage: XGBOOST,
            TrainingInputMode: 'File',
            MetricDefinitions: [
              { Name: 'validation:auc', Regex: '.*\\[[0-9]+\\].*#011validation-auc:([-+]?[0-9]*\\.?[0-9]+).*' },
            ],
          },
          InputDataConfig: [channel('train'), channel('validation')],
        },
      ),
    ),
  );
  const job = await trained(laptop, 'table');
  expect(job.FailureReason).toBeUndefined();
  expect(job.FinalMetricDataList).toEqual([expect.objectContaining({ MetricName: 'validation:auc' })]);
  expect(job.FinalMetricDataList![0]!.Value).toBeGreaterThan(0.8);

  const container = { Image: XGBOOST, ModelDataUrl: job.ModelArtifacts?.S3ModelArtifacts };
  await createModel(laptop, 'table', {}, { PrimaryContainer: container });
  await createConfig(laptop, 'table', capturing);
  expect((await createEndpoint(laptop, 'table', 'table')).FailureReason).toBeUndefined();
  const { text, ContentType } = await invoke(laptop, 'table', FEATURES.join('\n'), { ContentType: 'text/csv' });
  const scores = text.split(',').map(Number);
  expect(ContentType).toBe('text/csv; charset=utf-8');
  expect(scores).toHaveLength(FEATURES.length);
  const right = scores.filter((score, row) => Number(score > 0.5) === Number(TEST_ROWS[row]![0])).length;
  expect(right / scores.length).toBeGreaterThan(0.8);

  expect((await captures('table'))[0]!.captureData).toEqual({
    endpointInput: { observedContentType: 'text/csv', mode: 'INPUT', data: FEATURES.join('\n'), encoding: 'CSV' },
    endpointOutput: {
      observedContentType: 'text/csv; charset=utf-8',
      mode: 'OUTPUT',
      data: text,
      encoding: 'CSV',
    },
  });

  await laptop.sagemaker.send(
    new CreateTransformJobCommand({
      TransformJobName: 'table',
      ModelName: 'table',
      BatchStrategy: 'MultiRecord',
      TransformInput: {
        ContentType: 'text/csv',
        SplitType: 'Line',
        DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: `s3://${BUCKET}/rows/` } },
      },
      TransformOutput: { S3OutputPath: `s3://${BUCKET}/answers`, Accept: 'text/csv', AssembleWith: 'Line' },
      TransformResources: { InstanceType: 'ml.m5.large', InstanceCount: 1 },
    }),
  );
  const transformed = await eventually(async () => {
    const described = await laptop.sagemaker.send(new DescribeTransformJobCommand({ TransformJobName: 'table' }));
    return described.TransformJobStatus === 'InProgress' ? undefined : described;
  }, 20_000);
  expect(transformed.FailureReason).toBeUndefined();
  // The program ends its lines, and assembling ends each answer once more, as with the built-in XGBoost.
  expect((await laptop.get('answers/part.csv.out')).toString().trimEnd()).toBe(text.split(',').join('\n'));
});

it('tells the caller of an endpoint which row and column cannot be read', async () => {
  await expect(invoke(laptop, 'table', '0.1,0.2,3\n0.1,much,3', { ContentType: 'text/csv' })).rejects.toThrow(
    expect.objectContaining({ OriginalStatusCode: 400, OriginalMessage: expect.stringMatching(/Row 2, column 2 is/) }),
  );
});

describeRealData('credit', (data) => {
  it('serves the real credit model with its reference numbers', async () => {
    const train = readFileSync(join(data, 'train.csv'), 'utf8');
    const rows = train
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','));
    const tar = pack();
    tar.entry({ name: 'xgb_booster.json' }, readFileSync(join(data, 'xgb_booster.json')));
    tar.entry({ name: 'preprocessing.json' }, formatFittedPreprocessing(creditPreprocessing(train)));
    tar.finalize();
    const chunks: Buffer[] = [];
    for await (const chunk of tar) chunks.push(chunk as Buffer);
    await laptop.put('models/credit.tar.gz', gzipSync(Buffer.concat(chunks)));
    const container = { Image: XGBOOST, ModelDataUrl: `s3://${BUCKET}/models/credit.tar.gz` };
    await createModel(laptop, 'credit', {}, { PrimaryContainer: container });
    await createConfig(laptop, 'credit');
    expect((await createEndpoint(laptop, 'credit', 'credit')).FailureReason).toBeUndefined();

    const body = rows.map((row) => row.slice(0, -1).join(',')).join('\n');
    const { text } = await invoke(laptop, 'credit', body, { ContentType: 'text/csv' });
    const scores = text.split(',').map(Number);

    expect(scores.slice(0, 5).map((score) => score.toFixed(6))).toEqual([
      '0.344964',
      '0.862015',
      '0.731000',
      '0.820707',
      '0.841736',
    ]);
    const labelled = scores.map((score, row) => ({ score, positive: rows[row]!.at(-1) === '1' }));
    expect(areaUnderRoc(rank(labelled))).toBeCloseTo(0.8945, 4);
    const count = (accepted: boolean, positive: boolean) =>
      labelled.filter((row) => row.score > 0.56 === accepted && row.positive === positive).length;
    expect([count(true, true), count(true, false), count(false, true), count(false, false)]).toEqual([
      647, 104, 53, 196,
    ]);
  });
});
