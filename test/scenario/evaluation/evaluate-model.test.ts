import { endpointName } from '../../../core/contracts/released-model';
import { formatImageList } from '../../../core/dataset/image-list';
import { EvaluatingLaptop } from '../../fixtures/evaluation/evaluating-laptop';
import { pngImage } from '../../fixtures/images';
import { servingLaptop } from '../../fixtures/laptop/serving-laptop';
import { ENVIRONMENT } from '../../fixtures/laptop/workflow-laptop';

const laptop = servingLaptop();
const ENDPOINT = endpointName(ENVIRONMENT.app, ENVIRONMENT.name);
let evaluating: EvaluatingLaptop;
beforeAll(() => {
  evaluating = new EvaluatingLaptop(laptop());
});
afterAll(() => evaluating?.stop());

const message = (testDataS3Key: string, endpoint = ENDPOINT) => ({
  endpointName: endpoint,
  testDataS3BucketName: laptop().images,
  testDataS3Key,
});

/** Images of which the model says what their metadata tells it; the last is none. */
async function uploadImages(): Promise<void> {
  const told = [
    { label: 0, p: '0.99' },
    { label: 0, p: '0.8' },
    { label: 0, p: '0.4' },
    { label: 1, p: '0.02' },
    { label: 1, p: '0.3' },
    { label: 1, p: '0.97' },
  ];
  await Promise.all(told.map(({ p }, row) => laptop().upload(`few/${row}.png`, pngImage(), { p, site: 'north' })));
  await laptop().upload('few/6.png', Buffer.from('no image'));
  const rows = [...told, { label: 1 }].map(({ label }, row) => ({ row, label, file: `${row}.png` }));
  await laptop().upload('few.lst', Buffer.from(formatImageList(rows)));
}

it('ends one batch in two dead letters with their reasons and one report', async () => {
  laptop().model.behave({ obeys: 'lines' });
  await uploadImages();
  await laptop().upload('broken.csv', Buffer.from('p,y\n0.5,bicycle\n0.5,"motorcycle\n'));

  const [, , run = ''] = await evaluating.send(
    message('few.lst', 'no-such-endpoint'),
    message('broken.csv'),
    message(`s3://${laptop().images}/few.lst`),
  );

  const letters = await evaluating.deadLetters(2);
  expect(letters.map(({ errorName }) => errorName).sort()).toEqual(['EndpointAbsent', 'TestDataInvalid']);
  expect(letters.map(({ cause }) => cause).sort()).toEqual([
    expect.stringMatching(/^There is no endpoint 'no-such-endpoint'/),
    expect.stringMatching(/broken\.csv line 3: a quoted field is never closed/),
  ]);
  expect(letters.map(({ body }) => JSON.parse(body))).toContainEqual(message('broken.csv'));
  const { evaluation, files, ...result } = await evaluating.result(run);
  expect(result).toMatchObject({ run, endpointName: ENDPOINT, data: `s3://${laptop().images}/few.lst` });
  expect(evaluation).toMatchObject({
    rows: 6,
    failures: { ImageUnreadable: 1 },
    confusion: [
      [2, 1],
      [1, 2],
    ],
    accuracyWithFailures: 4 / 7,
  });
  const day = result.startedAt.slice(0, 10);
  expect(files.predictions).toBe(`s3://${evaluating.reports}/${day}/predictions/${ENDPOINT}/${run}/PREDICTIONS.md`);
  expect(await evaluating.file(files.predictions)).toMatch(/\*\*Accuracy 66\.7 %\*\* of 6 images/);
  for (const picture of [files.reliability, files.riskCoverage]) {
    expect(await evaluating.file(picture)).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
  }
  expect(JSON.parse(await evaluating.file(files.metrics))).toMatchObject({
    dataset: { item_count: 6 },
    binary_classification_metrics: { confusion_matrix: { 0: { 0: 2, 1: 1 }, 1: { 0: 1, 1: 2 } } },
  });
  expect(await evaluating.file(files.report)).toMatch(/<h1>66\.7 % of 6 images right\.<\/h1>/);
  const lines = (await evaluating.file(files.rows)).trim().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { row: 0, source: `s3://${laptop().images}/few/0.png`, label: 'bicycle', predicted: 'bicycle', confidence: 0.99 },
    ...Array.from({ length: 5 }, (_, row) => ({ row: row + 1 })),
    { row: 6, error: expect.stringMatching(/^ImageUnreadable: The image is neither PNG nor JPEG/) },
  ]);
  const asked = laptop().model.requests('evaluation');
  expect(asked.map(({ customAttributes }) => customAttributes)).toContainEqual('purpose=evaluation;p=0.99;site=north');
}, 90_000);

it.each(['lines', 'commas', 'json', 'probabilities'] as const)(
  'understands answers as %s',
  async (obeys) => {
    laptop().model.behave({ obeys });
    const csv = ',p,y_bicycle,y_motorcycle\n0,0.1,1,0\n1,0.9,0,1\n2,0.7,1,0\n3,0.95,0,1\n';
    await laptop().upload(`${obeys}.csv`, Buffer.from(csv));

    const [run = ''] = await evaluating.send(message(`${obeys}.csv`));

    const { evaluation, rowNoun } = await evaluating.result(run);
    expect(rowNoun).toBe('row');
    expect(evaluation.confusion).toEqual([
      [1, 1],
      [0, 2],
    ]);
    expect(laptop().model.requests('evaluation')).toHaveLength(1);
  },
  60_000,
);

it('leaves what is no evaluation message in the dead-letter queue', async () => {
  await evaluating.send('no JSON', { ...message('few.lst'), more: true });

  const letters = await evaluating.deadLetters(2);

  expect(letters.map(({ errorName }) => errorName)).toEqual(['InvalidInput', 'InvalidInput']);
}, 60_000);
