import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { endpointName, releasedModelParameterName } from '../../../core/contracts/released-model';
import { evaluationProgressPrefix } from '../../../core/contracts/storage-layout';
import { formatImageList } from '../../../core/dataset/image-list';
import type { EvaluationResult } from '../../../core/evaluation/result/evaluation-result';
import { SeededRandom } from '../../../core/seeded-random';
import { EvaluatingLaptop } from '../../fixtures/evaluation/evaluating-laptop';
import { type PlainRow, plainNumbers } from '../../fixtures/evaluation/plain-numbers';
import { pngImage } from '../../fixtures/images';
import { type EditableTemplate, resourceOf } from '../../fixtures/laptop/edited-assembly';
import { servingLaptop } from '../../fixtures/laptop/serving-laptop';
import { CLASSES, ENVIRONMENT } from '../../fixtures/laptop/workflow-laptop';

/** Surer than the model: the good image after each test must still be accepted. */
const TEMPERATURE = 0.8;
const TABLE_ROWS = 640;
const IMAGES = 45;
const ENDPOINT = endpointName(ENVIRONMENT.app, ENVIRONMENT.name);

const laptop = servingLaptop();
let evaluating: EvaluatingLaptop;
beforeAll(async () => {
  evaluating = new EvaluatingLaptop(laptop());
  const released = { modelPackage: 'arn:of:a:package', classes: CLASSES, temperature: TEMPERATURE };
  await laptop().clients.ssm.send(
    new PutParameterCommand({
      Name: releasedModelParameterName(ENVIRONMENT.app, ENVIRONMENT.name),
      Value: JSON.stringify(released),
      Type: 'String',
      Overwrite: true,
    }),
  );
});
afterAll(() => evaluating?.stop());
beforeEach(() => laptop().model.behave({ obeys: 'lines' }));

/** Right most of the time, the surer the more often; six decimals, as the wire has them. */
function someRows(count: number): PlainRow[] {
  const random = new SeededRandom('hand-over', count);
  return Array.from({ length: count }, () => {
    const positive = Number(random.between(0.01, 0.99).toFixed(6));
    return { actual: random.chance(positive ** 0.7) ? 1 : 0, positive };
  });
}

/** As in the template, but with parts so small and a time so short that each part takes an invocation of its own. */
function handingOver(template: EditableTemplate): void {
  const { Variables: variables } = resourceOf(template, 'AWS::Lambda::Function', 'EvaluateModel').Properties
    .Environment;
  Object.assign(variables, { ROWS_PER_PART: '9', HAND_OVER_SECONDS: '900', ROWS_PER_REQUEST: '40' });
}

async function evaluated(testDataS3Key: string): Promise<{ run: string; result: EvaluationResult }> {
  const [run = ''] = await evaluating.send({
    endpointName: ENDPOINT,
    testDataS3BucketName: laptop().images,
    testDataS3Key,
  });
  return { run, result: await evaluating.result(run) };
}

async function partsOf(run: string): Promise<number> {
  const Prefix = `${evaluationProgressPrefix(run)}parts/`;
  const { KeyCount = 0 } = await laptop().clients.s3.send(
    new ListObjectsV2Command({ Bucket: evaluating.reports, Prefix }),
  );
  return KeyCount;
}

/** Evaluates in one go, then with the time used up after every part: both the same, and as computed by hand. */
async function prove(key: string, rows: readonly PlainRow[], parts: number): Promise<void> {
  const whole = await evaluated(key);
  const pieces = await laptop().whileEdited('training', handingOver, () => evaluated(key));

  expect([await partsOf(whole.run), await partsOf(pieces.run)]).toEqual([1, parts]);
  expect(pieces.result.evaluation).toEqual(whole.result.evaluation);
  for (const file of ['metrics', 'rows', 'reliability', 'riskCoverage'] as const) {
    const [one, other] = [whole, pieces].map(({ result }) => evaluating.file(result.files[file]));
    expect(await other).toBe(await one);
  }
  const { evaluation } = pieces.result;
  const plain = plainNumbers(rows, TEMPERATURE, ENVIRONMENT.evaluation.maxErrorRate);
  expect(evaluation).toMatchObject({ rows: plain.rows, confusion: plain.confusion, accuracy: plain.accuracy });
  expect(evaluation.raw.logLoss).toBeCloseTo(plain.logLoss, 10);
  expect(evaluation.calibrated.expectedCalibrationError).toBeCloseTo(plain.expectedCalibrationError, 10);
  expect(evaluation.areaUnderRoc).toBeCloseTo(plain.areaUnderRoc, 10);
  if (evaluation.recommendation.outcome === 'recommended') {
    expect(evaluation.recommendation.point).toMatchObject(plain.threshold);
  } else expect(plain.threshold.accepted).toBe(0);
}

it('gives a table the same numbers in one invocation and in many, which are those computed by hand', async () => {
  const rows = someRows(TABLE_ROWS);
  const lines = rows.map(({ actual, positive }) => `${positive},${actual % 7},${CLASSES[actual]}`);
  await laptop().upload('tables/test.csv', Buffer.from(`p,other,vehicle\n${lines.join('\n')}\n`));

  await prove('tables/test.csv', rows, Math.ceil(TABLE_ROWS / 90));
}, 120_000);

it('gives images the same numbers in one invocation and in many, which are those computed by hand', async () => {
  const rows = someRows(IMAGES);
  const files = rows.map(({ actual }, row) => ({ row, label: actual, file: `${row}.png` }));
  await Promise.all(
    // The model is told the probability of class 0.
    rows.map(({ positive }, row) => laptop().upload(`many/${row}.png`, pngImage(), { p: (1 - positive).toFixed(6) })),
  );
  await laptop().upload('many.lst', Buffer.from(formatImageList(files)));

  await prove('many.lst', rows, Math.ceil(IMAGES / 9));
}, 120_000);
