import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { DescribeEndpointCommand, DescribeEndpointConfigCommand } from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand } from '@aws-sdk/client-sagemaker-runtime';
import { groundTruthRecord } from '../../../core/capture/ground-truth-record';
import { monitorsNamespace } from '../../../core/contracts/metric-names';
import { captureFileKey, hourPath } from '../../../core/contracts/storage-layout';
import { SeededRandom } from '../../../core/seeded-random';
import { eventually } from '../../fixtures/eventually';
import { servingLaptop } from '../../fixtures/laptop/serving-laptop';
import { CLASSES, ENVIRONMENT } from '../../fixtures/laptop/workflow-laptop';
import { hoursSince } from '../../fixtures/monitoring/hours-since';
import { temporaryFolder } from '../../fixtures/temporary-folder';

const laptop = servingLaptop();
const folder = temporaryFolder();
afterAll(() => folder.remove());

const ENDPOINT = `${ENVIRONMENT.app}-${ENVIRONMENT.name}`;
const KINDS = ['data-quality', 'model-quality', 'bias', 'explainability'];
const BASELINE_ROWS = 600;
const WINDOW_ROWS = 150;
jest.setTimeout(300_000);

/** The fake model answers with a row's first column, the probability of class 1. */
interface Loan {
  readonly score: number;
  readonly amount: number;
  readonly group: number;
  readonly paid: number;
}

function loans(rows: number, seed: number, shift = 0): Loan[] {
  const random = new SeededRandom('loans', seed);
  return Array.from({ length: rows }, () => {
    const score = Number(random.between(0.01, 0.99).toFixed(3));
    const paid = score >= 0.5 === random.chance(0.9) ? 1 : 0;
    return { score, amount: Math.round(random.between(1000, 5000)) + shift, group: random.chance(0.5) ? 1 : 0, paid };
  });
}

const requestOf = ({ score, amount, group }: Loan) => `${score},${amount},${group}`;

const MODEL = {
  version: 1,
  kind: 'logistic',
  features: ['score', 'amount', 'group'],
  weights: [4, 0.0001, 0],
  intercept: -2,
};

function write(name: string, text: string): string {
  const file = join(folder.path, name);
  writeFileSync(file, text);
  return file;
}

async function document(...args: string[]) {
  const { code, stdout, stderr } = await laptop().command([...args, '--json']);
  return { code, stderr, result: stdout === '' ? undefined : JSON.parse(stdout) };
}

/** Traffic with its labels. */
async function send(rows: readonly Loan[]): Promise<void> {
  const { clients, outputs } = laptop();
  const ids = rows.map(() => randomUUID());
  for (const [index, loan] of rows.entries())
    await clients.runtime.send(
      new InvokeEndpointCommand({
        EndpointName: ENDPOINT,
        Body: requestOf(loan),
        ContentType: 'text/csv',
        Accept: 'text/csv',
        InferenceId: ids[index],
      }),
    );
  for (const id of ids) await laptop().capture(id);
  await clients.s3.send(
    new PutObjectCommand({
      Bucket: outputs.get('CaptureBucket'),
      Key: `ground_truth/${hourPath(new Date())}/${randomUUID()}.jsonl`,
      Body: ids.map((id, index) => `${JSON.stringify(groundTruthRecord(id, rows[index]!.paid))}\n`).join(''),
    }),
  );
}

/** A line of captures. */
const captured = (id: string, data: string, inferenceTime: string): string =>
  JSON.stringify({
    captureData: {
      endpointInput: { observedContentType: 'text/csv', mode: 'INPUT', data, encoding: 'CSV' },
      endpointOutput: { observedContentType: 'text/csv', mode: 'OUTPUT', data: data.split(',')[0], encoding: 'CSV' },
    },
    eventMetadata: { eventId: id, inferenceTime },
    eventVersion: '0',
  });

const BEGAN = new Date();

/** The newest report of a monitor, as it lies in S3. */
const newestReport = (kind: string, at: string) => firstIn(`reports/${kind}/${ENDPOINT}/${at}/`, 'report.json');

/** The first file of the reports bucket whose key begins and ends so. */
async function firstIn(Prefix: string, end: string) {
  const { clients, outputs } = laptop();
  const Bucket = outputs.get('ReportsBucket');
  const { Contents = [] } = await clients.s3.send(new ListObjectsV2Command({ Bucket, Prefix }));
  const Key = Contents.map(({ Key: key = '' }) => key).find((key) => key.endsWith(end));
  const { Body } = await clients.s3.send(new GetObjectCommand({ Bucket, Key }));
  return JSON.parse((await Body?.transformToString()) ?? '');
}

describe('monitors of a table endpoint', () => {
  beforeEach(() => laptop().model.behave({ obeys: 'lines', contentType: 'text/csv; charset=utf-8' }));

  it('are told what is watched by the baseline, which is made of labelled rows', async () => {
    const rows = loans(BASELINE_ROWS, 1).map((loan) => `${requestOf(loan)},${loan.paid}`);
    const data = write('validation.csv', `score,amount,group,paid\n${rows.join('\n')}\n`);
    const model = write('model.json', JSON.stringify(MODEL));
    const asked = ['monitor', 'baseline', '--data', data, '--label', 'paid', '--facet', 'group=1'];

    const unknown = await document(...asked, '--positive', '1', '--label', 'payed');
    const made = await document(...asked, '--positive', CLASSES[1]!, '--model', model, '--rows', '40');

    expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining("no column 'payed'") });
    expect(made).toMatchObject({ code: 0, result: { rows: BASELINE_ROWS } });
    expect((await document('monitor', 'status')).result).toMatchObject({
      baseline: { content: 'table', rows: BASELINE_ROWS },
    });
    expect(laptop().model.requests('evaluation').length).toBeGreaterThan(0);
  });

  it('say of rows that the model refuses what it needs', async () => {
    const data = write('raw.csv', 'score,paid\n0.5,1\n');
    laptop().model.behave({ status: 400, body: 'Row 1 has 1 cell instead of 3.' });

    const { code, stderr } = await document('monitor', 'baseline', '--data', data, '--label', 'paid');

    expect(code).toBe(2);
    expect(stderr).toContain('refuses the rows of --data, 1 column beside the label: Row 1 has 1 cell instead of 3.');
  });

  it('tell the managed monitor of explanations which model of SageMaker to ask', async () => {
    const { clients } = laptop();
    const { EndpointConfigName } = await clients.sageMaker.send(
      new DescribeEndpointCommand({ EndpointName: ENDPOINT }),
    );
    const { ProductionVariants } = await clients.sageMaker.send(
      new DescribeEndpointConfigCommand({ EndpointConfigName }),
    );

    expect(await firstIn('reports/baseline/', 'explainability/analysis_config.json')).toMatchObject({
      headers: ['score', 'amount', 'group'],
      predictor: { model_name: ProductionVariants?.[0]?.ModelName ?? 'a model', content_type: 'text/csv' },
    });
  });

  it('say of a window without captures that it is empty', async () => {
    const { result } = await document('monitor', 'run', '--window', '2024-10-15T14');

    expect(Object.keys(result.monitors)).toEqual(KINDS);
    for (const kind of KINDS) expect(result.monitors[kind]).toEqual({ state: 'EmptyWindow', violations: 0 });
  });

  it('read the rest of a window whose capture was cut off, name it, and say what is not enough', async () => {
    const { clients, outputs } = laptop();
    const lines = loans(20, 9).map((loan, index) => captured(`cut-${index}`, requestOf(loan), '2024-10-16T10:05:00Z'));
    const file = {
      endpoint: ENDPOINT,
      variant: 'AllTraffic',
      time: new Date('2024-10-16T10:05:00Z'),
      uuid: randomUUID(),
    };
    const Key = captureFileKey('data_capture', file);
    const Body = lines.join('\n').slice(0, -30);
    await clients.s3.send(new PutObjectCommand({ Bucket: outputs.get('CaptureBucket'), Key, Body }));

    const { result } = await document('monitor', 'run', '--window', '2024-10-16T10');

    expect(result.monitors).toMatchObject({ 'model-quality': { state: 'NotEnoughData' } });
    expect(await newestReport('data-quality', '2024/10/16/10')).toMatchObject({
      usedRows: 19,
      faults: [{ reason: 'CutOff: the file ends within a record', file: Key, line: 20 }],
    });
  });

  it('count an inference once whose captures lie in different parts of the window', async () => {
    const { clients, outputs } = laptop();
    const { filesPerPart } = ENVIRONMENT.monitoring;
    const rows = loans(filesPerPart, 11);
    const put = (index: number, minute: string, id: string) =>
      clients.s3.send(
        new PutObjectCommand({
          Bucket: outputs.get('CaptureBucket'),
          Key: captureFileKey('data_capture', {
            endpoint: ENDPOINT,
            variant: 'AllTraffic',
            time: new Date(`2024-10-17T10:${minute}:00Z`),
            uuid: randomUUID(),
          }),
          Body: captured(id, requestOf(rows[index]!), `2024-10-17T10:${minute}:00Z`),
        }),
      );
    // So many files that the retry of the last one begins another part.
    for (let index = 0; index < filesPerPart; index += 1) await put(index, '05', `part-${index}`);
    await put(filesPerPart - 1, '06', `part-${filesPerPart - 1}`);

    await document('monitor', 'run', '--window', '2024-10-17T10');

    expect(await newestReport('data-quality', '2024/10/17/10')).toMatchObject({
      rows: filesPerPart,
      usedRows: filesPerPart,
      duplicates: 1,
    });
  });

  it('run from the templates on traffic with labels, find nothing, and leave reports and metrics', async () => {
    await send(loans(WINDOW_ROWS, 2));

    const { result } = await document('monitor', 'run', '--window', hoursSince(BEGAN));

    for (const kind of KINDS) expect(result.monitors[kind]).toEqual({ state: 'Completed', violations: 0 });
    const { result: history } = await document('monitor', 'history', '--most', '1');
    expect(history.reports.map(({ kind }: { kind: string }) => kind).sort()).toEqual([...KINDS].sort());
    const quality = await newestReport('model-quality', hourPath(BEGAN));
    expect(quality).toMatchObject({ labels: { matched: WINDOW_ROWS, unlabelled: 0 }, usedRows: WINDOW_ROWS });
    const { Datapoints } = await laptop().clients.cloudWatch.send(
      new GetMetricStatisticsCommand({
        Namespace: monitorsNamespace(ENVIRONMENT.app, ENVIRONMENT.name),
        MetricName: 'accuracy',
        Dimensions: [
          { Name: 'Endpoint', Value: ENDPOINT },
          { Name: 'MonitoringSchedule', Value: 'hourly' },
        ],
        StartTime: new Date(Date.now() - 2 * 3_600_000),
        EndTime: new Date(Date.now() + 2 * 3_600_000),
        Period: 3600,
        Statistics: ['Maximum'],
      }),
    );
    expect(Datapoints?.[0]?.Maximum).toBeGreaterThan(0.8);
  });

  it('find what has drifted, in the function and in this process alike', async () => {
    await send(loans(WINDOW_ROWS, 3, 4000));
    const out = join(folder.path, 'reports');

    const run = await document('monitor', 'run', '--window', hoursSince(BEGAN));
    const check = await document('monitor', 'check', '--window', hoursSince(BEGAN), '--reports', out);

    expect(run.result.monitors['data-quality']).toMatchObject({ state: 'CompletedWithViolations' });
    expect(check).toMatchObject({ code: 3, stderr: expect.stringContaining('data-quality') });
    expect(check.result.monitors).toEqual(run.result.monitors);
    expect(check.result.reports['data-quality'].violations).toEqual([
      expect.objectContaining({ feature_name: 'amount', constraint_check_type: 'baseline_drift_check' }),
    ]);
    for (const kind of KINDS) {
      expect(readFileSync(join(out, kind, 'report.html'), 'utf8')).toContain('</html>');
      expect(readFileSync(join(out, kind, 'constraint_violations.json'), 'utf8')).toContain('violations');
    }
  });

  it('start on their schedule when the clock passes it', async () => {
    const before = (await document('monitor', 'history')).result.reports.length;

    await laptop().laptop.moveClockTo(new Date(Date.now() + 2 * 3_600_000));

    await eventually(async () => (await document('monitor', 'history')).result.reports.length > before);
  });
});
