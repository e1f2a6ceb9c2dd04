import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { DescribeModelPackageCommand } from '@aws-sdk/client-sagemaker';
import { writeXgboostModel } from '../../../algorithm/trees/model/write-xgboost-model';
import { DEFAULT_BOOSTING } from '../../../algorithm/trees/training/boosting-parameters';
import { trainTrees } from '../../../algorithm/trees/training/train-trees';
import { containerImages } from '../../../cli/laptop/container-images';
import type { EvaluationResult } from '../../../core/evaluation/result/evaluation-result';
import { formatFittedPreprocessing } from '../../../core/preprocessing/fitted-preprocessing';
import { creditPreprocessing } from '../../fixtures/algorithm/credit-preprocessing';
import { productTable } from '../../fixtures/algorithm/table-folder';
import { WorkflowLaptop } from '../../fixtures/laptop/workflow-laptop';
import { describeRealData } from '../../fixtures/real-data';
import { temporaryFolder } from '../../fixtures/temporary-folder';

jest.setTimeout(300_000);

const folder = temporaryFolder();
const MODEL = join(folder.path, 'model');
const TEST_DATA = join(folder.path, 'test.csv');
const ROWS = 200;

/** Labels first, as `productTable` has them: with a header and names of the classes last. */
function labelledCsv(rows: number, seed: number): string {
  const lines = productTable(rows, seed)
    .trim()
    .split('\n')
    .map((line) => `${line.slice(2)},${line[0] === '1' ? 'same' : 'other'}`);
  return `a,b,c,sign\n${lines.join('\n')}\n`;
}

function writeModel(): void {
  const table = productTable(600, 1)
    .trim()
    .split('\n')
    .map((line) => line.split(',').map((cell) => (cell === '' ? Number.NaN : Number(cell))));
  const train = {
    values: Float32Array.from(table.flatMap(([, ...features]) => features)),
    labels: table.map(([label]) => label!),
  };
  const parameters = { ...DEFAULT_BOOSTING, num_round: 30, max_depth: 4 };
  mkdirSync(MODEL);
  writeFileSync(join(MODEL, 'xgboost-model'), writeXgboostModel(trainTrees({ train, features: 3, parameters })));
  writeFileSync(TEST_DATA, labelledCsv(ROWS, 3));
}

let laptop: WorkflowLaptop;
beforeAll(async () => {
  writeModel();
  laptop = await WorkflowLaptop.start({ images: await containerImages() });
});
afterAll(async () => {
  await laptop?.stop();
  folder.remove();
});

async function run(...args: string[]) {
  const { code, stdout, stderr } = await laptop.command([...args, '--json']);
  return { code, stderr, result: JSON.parse(stdout || 'null') };
}

const described = (ModelPackageName: string) =>
  laptop.clients.sageMaker.send(new DescribeModelPackageCommand({ ModelPackageName }));

describe('a model of tables from elsewhere', () => {
  let arn: string;

  it('is tried on its test data, uploaded and registered, and approved where it passes the gate', async () => {
    const { code, stderr, result } = await run(
      ...['register', MODEL, '--classes', 'other,same', '--test-data', TEST_DATA, '--label-column', 'sign'],
    );

    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/accuracy 0\.8\d+ of 200 rows/) });
    expect(result).toMatchObject({ approval: 'Approved', classes: ['other', 'same'] });
    arn = result.modelPackage;
    expect(await described(arn)).toMatchObject({
      ModelApprovalStatus: 'Approved',
      ModelPackageDescription: expect.stringMatching(/XGBoost model of 30 trees.*Accuracy 8.*on 200 rows of test\.csv/),
      InferenceSpecification: { SupportedContentTypes: ['text/csv'] },
      CustomerMetadataProperties: { gate: 'passed', evidence: result.evidence },
    });
  });

  it('is released like any other: asked about held-out rows, evaluated on its own test data', async () => {
    const { code, stderr, result } = await run('release', '--check-rate', '50');

    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/rows asked, none failed|in service/) });
    expect(result).toMatchObject({
      modelPackage: arn,
      contentType: 'text/csv',
      classes: ['other', 'same'],
      check: { noun: 'row', failed: 0 },
      afterwards: { noun: 'row', sent: 10, failed: 0 },
      evaluation: {
        testDataS3Key: expect.stringMatching(/^incoming\/registered-\w+\/test\.csv$/),
        labelColumn: 'sign',
      },
      // Without a facet there is no bias, and the command says what to do.
      baseline: { made: true, rows: ROWS, noun: 'row', without: [expect.stringMatching(/^No bias: .*--facet/)] },
    });
    const files = await filesBelow(result.baseline.prefix);
    for (const kind of ['data-quality/constraints', 'model-quality/constraints', 'explainability/analysis'])
      expect(files).toContain(`${kind}.json`);
    expect(files).toContain('explainability/model.json');
    expect(files).not.toContain('bias/analysis.json');
    expect(await baselineAt(result.baseline.prefix)).toMatchObject({
      content: 'table',
      rows: ROWS,
      subject: { modelPackage: arn, features: ['a', 'b', 'c'], label: 'sign' },
    });
  });

  it('is evaluated through its endpoint with the accuracy that it has been registered with', async () => {
    const { accuracy } = JSON.parse(
      (await laptop.read(laptop.outputs.get('ModelsBucket'), await evidenceKey(arn))) ?? '',
    ).test as { accuracy: number };
    const { code, stderr, result } = await run('evaluate', '--wait');

    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(result).toMatchObject({ rows: ROWS, accuracy, modelPackage: arn, failures: {} });
  });

  it('gets traffic of rows, each captured', async () => {
    const { code, stderr, result } = await run('traffic', '--rate', '50', '--count', '30', '--wait-captured');

    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(result).toMatchObject({ sent: 30, failed: 0, captured: { captured: 30, missing: [] } });
    expect(result.requests[0]).toMatchObject({
      image: expect.stringMatching(/test\.csv line \d+$/),
      trueLabel: expect.stringMatching(/other|same/),
    });
  });

  it('classifies the rows of a file', async () => {
    const rows = join(folder.path, 'rows.csv');
    writeFileSync(rows, 'a,b,c\n0.9,0.9,3\n-0.9,0.8,\n0.5,much,1\n');
    const { code, result } = await run('classify', rows, '--endpoint');

    expect(code).toBe(1);
    expect(result.counts).toMatchObject({ rows: 3, failed: 1 });
    expect(result.rows).toMatchObject([
      { name: `${rows} line 2`, predictedLabel: 'same', inferences: [expect.any(Number), expect.any(Number)] },
      { name: `${rows} line 3`, predictedLabel: 'other' },
      { name: `${rows} line 4`, outcome: 'failed', cause: expect.stringMatching(/column 2/) },
    ]);
    const { stdout, stderr } = await laptop.command(['classify', rows, '--endpoint']);
    expect(stdout).toMatch(/^3 rows: \d accepted, \d second look, 1 failed$/m);
    expect(stderr).toContain('1 of 3 rows failed.');
  });

  it('finds the columns of a file by the names of its test data, and misses one before it asks', async () => {
    const [rows, moved, short] = ['rows.csv', 'moved.csv', 'short.csv'].map((name) => join(folder.path, name));
    writeFileSync(rows!, 'a,b,c\n0.9,0.9,3\n-0.9,0.8,\n');
    writeFileSync(moved!, 'c,id,b,a\n3,7,0.9,0.9\n,8,0.8,-0.9\n');
    writeFileSync(short!, 'c,a\n3,0.9\n');
    const answers = async (file: string) =>
      (await run('classify', file, '--endpoint')).result.rows.map(
        ({ inferences }: { inferences: unknown }) => inferences,
      );

    expect(await answers(moved!)).toEqual(await answers(rows!));
    const { code, stderr } = await run('classify', short!, '--endpoint');
    expect(code).toBe(2);
    expect(stderr).toContain('has no column b; the model takes a, b, c, and the file has c, a.');
  });

  it('is what status shows', async () => {
    const { stdout } = await laptop.command(['status']);

    expect(stdout).toContain(arn);
    expect(stdout).toMatch(/other, same; temperature 1; rows of text\/csv/);
    expect(stdout).toMatch(/accuracy 8\d\.\d %/);
  });

  it('has its baseline made anew from the same rows, for the facet that a person names', async () => {
    const { code, result } = await run('monitor', 'baseline', '--facet', 'a>0');
    const unknown = await laptop.command(['monitor', 'baseline', '--facet', 'age>40']);

    expect({ code, result }).toMatchObject({ code: 0, result: { modelPackage: arn, rows: ROWS } });
    expect(result).not.toHaveProperty('without');
    expect(await baselineAt(result.prefix)).toMatchObject({
      subject: { questions: [{ facet: 'a', disadvantaged: { threshold: 0 }, positive: { values: ['1'] } }] },
    });
    expect(unknown).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/'age' is no column of the requests: a, b, c/),
    });
  });
});

describe('a version that follows', () => {
  let next: string;

  it('is watched for what a person has named before, where its package names nothing', async () => {
    // Of the same files, classes and rows, but of an approval of its own.
    const { result } = await run(
      ...['register', MODEL, '--classes', 'other,same', '--test-data', TEST_DATA, '--label-column', 'sign'],
    );
    const released = await run('release', '--package', result.modelPackage, '--no-check');

    next = result.modelPackage;
    expect(released.result.baseline).toEqual({
      made: true,
      rows: ROWS,
      noun: 'row',
      prefix: expect.stringContaining(next.split('/').slice(-2).join('/')),
    });
    expect(await filesBelow(released.result.baseline.prefix)).toContain('bias/analysis.json');
  });

  it('is watched for what its package names, and has that again after a rollback', async () => {
    const { result } = await run(
      ...['register', MODEL, '--classes', 'other,same', '--test-data', TEST_DATA, '--label-column', 'sign'],
      ...['--facet', 'b>0', '--positive', 'other', '--group', 'c', '--threshold', '0.6'],
    );
    const released = await run('release', '--package', result.modelPackage, '--no-check');
    expect(await baselineAt(released.result.baseline.prefix)).toMatchObject({
      subject: {
        problem: { threshold: 0.6 },
        questions: [{ facet: 'b', disadvantaged: { threshold: 0 }, groupVariable: 'c', positive: { values: ['0'] } }],
      },
    });

    const back = await run('rollback', '--no-check');
    expect(back.result).toMatchObject({ modelPackage: next, baseline: { made: false, noun: 'row', rows: ROWS } });
  });

  it.each([
    ['a facet that no row has', ['--facet', 'age>40'], /'age' is no column of the requests/],
    ['a facet that cannot be read', ['--facet', 'a>old'], /'old' is no number to be above/],
    ['a group without a facet', ['--group', 'a'], /needs a facet beside it/],
  ])('refuses %s before anything is uploaded', async (_, options, complaint) => {
    const rows = ['--test-data', TEST_DATA, '--label-column', 'sign'];
    const { code, stderr } = await laptop.command(['register', MODEL, '--classes', 'other,same', ...rows, ...options]);

    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(complaint) });
  });
});

describe('without test data', () => {
  it('waits for a person, who releases it with the classes that it was registered with', async () => {
    const { result } = await run('register', join(MODEL, 'xgboost-model'), '--classes', 'minus,plus');
    const arn = result.modelPackage as string;
    const refused = await laptop.command(['release', '--package', arn]);
    const { code, result: released } = await run('release', '--package', arn, '--approve');

    expect(result.approval).toBe('PendingManualApproval');
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringMatching(/is PendingManualApproval/) });
    expect(code).toBe(0);
    expect(released).toMatchObject({ modelPackage: arn, classes: ['minus', 'plus'], contentType: 'text/csv' });
    expect(released).not.toHaveProperty('check');
    expect(released.baseline).toEqual({
      reason: expect.stringMatching(/names no labelled rows: .*--test-data.*--label/),
    });
    expect((await run('rollback')).result).toMatchObject({
      classes: ['other', 'same'],
      check: { noun: 'row', failed: 0 },
    });
  });

  it('keeps what the user knows of a model that another image serves', async () => {
    const image = `${laptop.outputs.get('TrainingImage').split('/')[0]}/mine:1`;
    const { code, result } = await run(
      ...['register', MODEL, '--image', image, '--content-type', 'text/csv', '--classes', 'no,yes', '--approve'],
      ...['--test-data', TEST_DATA, '--label-column', 'sign'],
    );

    expect({ code, result }).toMatchObject({ code: 0, result: { approval: 'Approved' } });
    const { CustomerMetadataProperties, InferenceSpecification } = await described(result.modelPackage);
    expect(InferenceSpecification?.Containers?.[0]?.Image).toBe(image);
    expect(CustomerMetadataProperties).toMatchObject({
      classes: 'no/yes',
      testData: result.testData,
      labelColumn: 'sign',
    });
  });
});

describe('what cannot be registered', () => {
  it('is a model that shows less than the gate asks for: it is registered as rejected, with the reasons', async () => {
    const { code, result } = await run(
      ...['register', MODEL, '--classes', 'same,other', '--test-data', TEST_DATA, '--label-column', 'sign'],
    );

    expect({ code, result }).toMatchObject({
      code: 0,
      result: {
        approval: 'Rejected',
        description: expect.stringMatching(/has not passed the gate\. .*most frequent class/),
      },
    });
  });

  it.each<[string, () => string[], RegExp]>([
    ['a folder that is not there', () => ['nowhere'], /no folder and no file 'nowhere'/],
    [
      'a folder without a model',
      () => [fileIn('empty', 'notes.txt', 'x')],
      /holds no readable model.*It holds notes\.txt/,
    ],
    ['a broken archive', () => [`${fileIn('archive', 'model.tar.gz', 'x')}/model.tar.gz`], /not a tar\.gz/],
    ['a table without class names', () => [MODEL], /--classes no,yes/],
    [
      'rows that the model does not take',
      () => [MODEL, '--test-data', `${fileIn('rows', 't.csv', 'a,b,y\n1,2,0\n2,3,1\n')}/t.csv`],
      /from line 2 on: RowsInvalid: Row 1 has 2 cells instead of 3/,
    ],
    ['test data without labels of its classes', () => [MODEL, '--classes', 'x,z', '--test-data', TEST_DATA], /same/],
    ['another image without what it takes', () => [MODEL, '--image', 'mine:1'], /--image needs --content-type/],
  ])('ends with 2 for %s', async (_, args, complaint) => {
    const { code, stderr } = await laptop.command(['register', ...args()]);

    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(complaint) });
  });
});

describeRealData('credit', (data) => {
  it('brings the real credit model into service, with its reference area under the curve', async () => {
    const model = join(folder.path, 'credit');
    const train = readFileSync(join(data, 'train.csv'), 'utf8');
    mkdirSync(model);
    copyFileSync(join(data, 'xgb_booster.json'), join(model, 'xgb_booster.json'));
    writeFileSync(join(model, 'preprocessing.json'), formatFittedPreprocessing(creditPreprocessing(train)));
    const { result } = await run(
      ...['register', model, '--classes', 'bad,good', '--test-data', join(data, 'train.csv'), '--approve'],
      ...['--label-column', 'credit_risk'],
    );
    const released = await run('release', '--package', result.modelPackage);
    expect({ code: released.code, check: released.result?.check }).toMatchObject({ code: 0, check: { failed: 0 } });
    const { result: evaluated } = await run('evaluate', '--wait');

    const document = await laptop.read(
      laptop.outputs.get('ReportsBucket'),
      evaluated.result.replace(/^s3:\/\/[^/]+\//, ''),
    );
    const { evaluation } = JSON.parse(document ?? '') as EvaluationResult;
    expect(evaluation.rows).toBe(1000);
    expect(evaluation.areaUnderRoc).toBeCloseTo(0.8945, 4);
  });
});

const reportsBucket = (): string => laptop.outputs.get('ReportsBucket');

const baselineAt = async (prefix: string) =>
  JSON.parse((await laptop.read(reportsBucket(), `${prefix}baseline.json`)) ?? '');

/** Places of the files of a baseline. */
async function filesBelow(Prefix: string): Promise<string[]> {
  const { Contents = [] } = await laptop.clients.s3.send(new ListObjectsV2Command({ Bucket: reportsBucket(), Prefix }));
  return Contents.map(({ Key = '' }) => Key.slice(Prefix.length));
}

const evidenceKey = async (arn: string): Promise<string> =>
  ((await described(arn)).CustomerMetadataProperties?.evidence ?? '').replace(/^s3:\/\/[^/]+\//, '');

/** A folder of its own with one file. @returns the folder */
function fileIn(name: string, file: string, content: string): string {
  const path = join(folder.path, name);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, file), content);
  return path;
}
