import { EvaluationWorld, record, request, table } from '../../fixtures/evaluation/evaluation-world';
import { sdkError } from '../../fixtures/fake-client';

/** Evaluates one object of the images bucket. */
async function evaluated(key: string, text: string, adjust: (world: EvaluationWorld) => void = () => undefined) {
  const world = new EvaluationWorld({ ROWS_PER_PART: '100' });
  world.objects.set(`images/${key}`, text);
  adjust(world);
  await world.evaluate(record(request(key)));
  return { world, evaluation: world.result('run-1')?.evaluation, deadLetter: world.deadLetters[0] };
}

const finite = (value: unknown): boolean => !JSON.stringify(value).includes('null');

it('has numbers where one class is absent from the data', async () => {
  const { evaluation } = await evaluated(
    'test.csv',
    table([
      [0.9, 'motorcycle'],
      [0.3, 'motorcycle'],
    ]),
  );

  expect(evaluation?.confusion).toEqual([
    [0, 0],
    [1, 1],
  ]);
  expect(evaluation?.perClass[0]).toMatchObject({ support: 0, recall: 0, predicted: 1 });
  expect(evaluation?.areaUnderRoc).toBeUndefined();
  expect(finite(evaluation)).toBe(true);
});

it('has numbers where nothing is predicted for a class', async () => {
  const { evaluation } = await evaluated(
    'test.csv',
    table([
      [0.9, 'motorcycle'],
      [0.8, 'bicycle'],
    ]),
  );

  expect(evaluation?.perClass[0]).toMatchObject({ predicted: 0, precision: 0, f1: 0, support: 1 });
  expect(finite(evaluation)).toBe(true);
});

it('has numbers of a single row', async () => {
  const { evaluation, world } = await evaluated('test.csv', table([[0.9, 'motorcycle']]));

  expect(evaluation).toMatchObject({ rows: 1, accuracy: 1, accuracyInterval: { high: 1 } });
  const [page] = world.reports('2026-01-02/predictions/').filter((key) => key.endsWith('PREDICTIONS.md'));
  expect(world.objects.get(page!)).toContain('**1 row cannot tell the model from that**');
});

it.each([
  ['a table', 'test.csv', 'p,vehicle\n'],
  ['an empty file', 'test.csv', ''],
  ['a list', 'test.lst', '\n'],
  ['a manifest', 'test.jsonl', '\n'],
])('names %s without rows', async (_, key, text) => {
  const { deadLetter } = await evaluated(key, text);

  expect(deadLetter?.name).toBe('NoRows');
});

it.each([
  ['a table', 'test.csv', table([[0.5, 'lorry']])],
  ['a list', 'test.lst', '0\t2\ta.png\n'],
  ['a manifest', 'test.jsonl', '{"s3_key":"a.png","label":"lorry"}\n'],
])('names a label outside the classes in %s', async (_, key, text) => {
  const { deadLetter, world } = await evaluated(key, text);

  expect(deadLetter?.name).toBe('LabelOutsideClasses');
  expect(world.asked).toBe(0);
});

it('counts duplicate rows, and says so', async () => {
  const { evaluation, world } = await evaluated(
    'test.csv',
    table([
      [0.9, 'motorcycle'],
      [0.9, 'motorcycle'],
    ]),
  );

  expect(evaluation?.rows).toBe(2);
  expect(world.result('run-1')?.notes).toEqual(['1 row of the test data repeats an earlier one; each counts.']);
});

it('names duplicate files of a list', async () => {
  const { deadLetter } = await evaluated('test.lst', '0\t0\ta.png\n1\t0\ta.png\n');

  expect(deadLetter).toMatchObject({ name: 'TestDataInvalid', cause: expect.stringMatching(/already on line 1/) });
});

it('finds the one row that the model refuses, and has numbers of the others', async () => {
  const rows = Array.from({ length: 40 }, (_, row): [number, string] => [row === 17 ? 7 : 0.9, 'motorcycle']);
  const { evaluation, world } = await evaluated('test.csv', table(rows), (made) => {
    made.fails = (command, { Body }) =>
      command === 'InvokeEndpoint' &&
      Buffer.from(Body as Uint8Array)
        .toString()
        .split('\n')
        .includes('7')
        ? sdkError('ModelError', 424, { OriginalStatusCode: 400, OriginalMessage: 'seven is no share' })
        : undefined;
  });

  expect(evaluation).toMatchObject({ rows: 39, failures: { RowRefused: 1 } });
  const lines = world.objects.get([...world.objects.keys()].find((key) => key.endsWith('rows.jsonl'))!)!.split('\n');
  expect(JSON.parse(lines[17]!)).toMatchObject({
    source: 'line 19',
    error: expect.stringMatching(/seven is no share/),
  });
});

it('gives up by name, with the first reason, where the model answers no row, and does not ask for each alone', async () => {
  const rows = Array.from({ length: 400 }, (): [number, string] => [0.9, 'motorcycle']);
  const { deadLetter, world } = await evaluated('test.csv', table(rows), (made) => {
    made.answer = () => 'what?';
  });

  expect(deadLetter).toMatchObject({
    name: 'NoRows',
    cause: expect.stringMatching(/answered none \(400 ModelOutputInvalid\).*line 2.*what\?/),
  });
  expect(world.asked).toBeLessThan(100);
});

it('knows of classes that the data lacks from the answer, where labels are mere indices', async () => {
  const { world } = await evaluated('other.csv', 'a,y\n1,0\n2,1\n', (made) => {
    made.answer = (body) =>
      body
        .split('\n')
        .map(() => '0.1,0.2,0.7')
        .join('\n');
  });
  await world.evaluate(record(request('other.csv', { endpointName: 'another-endpoint' }), { id: 'other' }));

  expect(world.result('other', 'another-endpoint')?.evaluation.confusion).toEqual([
    [0, 0, 1],
    [0, 0, 1],
    [0, 0, 0],
  ]);
});

it('says what to do where a list of images is for an endpoint whose classes nobody knows', async () => {
  const { world } = await evaluated('test.csv', table([[0.9, 'motorcycle']]));
  world.objects.set('images/test.lst', '0\t0\ta.png\n');
  await world.evaluate(record(request('test.lst', { endpointName: 'another-endpoint' }), { id: 'other' }));

  expect(world.deadLetters).toMatchObject([{ name: 'TestDataInvalid', cause: expect.stringMatching(/not known/) }]);
});

it.each([
  ['EndpointUnavailable', sdkError('ServiceUnavailable', 503)],
  ['ModelThrottled', sdkError('ThrottlingException', 429)],
])('asks again where the endpoint stumbles (%s)', async (_, failure) => {
  let stumbles = 2;
  const { evaluation } = await evaluated('test.csv', table([[0.9, 'motorcycle']]), (made) => {
    made.fails = (command) => (command === 'InvokeEndpoint' && stumbles-- > 0 ? failure : undefined);
  });

  expect(evaluation?.rows).toBe(1);
});
