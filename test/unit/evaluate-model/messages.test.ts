import { EvaluationWorld, record, request, table } from '../../fixtures/evaluation/evaluation-world';
import { sdkError } from '../../fixtures/fake-client';

function world(): EvaluationWorld {
  const made = new EvaluationWorld();
  made.objects.set(
    'images/test.csv',
    table([
      [0.9, 'motorcycle'],
      [0.2, 'bicycle'],
    ]),
  );
  return made;
}

it('handles every message of an event, each by itself', async () => {
  const mixed = world();
  mixed.objects.set('images/broken.csv', 'p,y\n1\n');
  mixed.fails = (command, { Key }) =>
    command === 'GetObject' && Key === 'slow.csv' ? sdkError('SlowDown', 503) : undefined;

  const answer = await mixed.evaluate(
    record('{', { id: 'unreadable' }),
    record(request('broken.csv'), { id: 'broken' }),
    record(request('slow.csv'), { id: 'slow' }),
    record(request('test.csv', { endpointName: 'absent' }), { id: 'absent' }),
    record(request('missing.csv'), { id: 'missing' }),
    record(request(), { id: 'good' }),
  );

  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'slow' }] });
  expect(mixed.deadLetters.map(({ name }) => name).sort()).toEqual([
    'EndpointAbsent',
    'InvalidInput',
    'TestDataInvalid',
    'TestDataNotFound',
  ]);
  expect(mixed.result('good')?.evaluation.accuracy).toBe(1);
  expect(mixed.counted.filter((metric) => metric === 'EvaluationDeadLettered')).toHaveLength(4);
  expect(mixed.counted.filter((metric) => metric === 'EvaluationReported')).toHaveLength(1);
});

it.each([
  ['another field', request('test.csv', { more: 1 }), /Unrecognized key/],
  ['no key', { ...request(), testDataS3Key: undefined }, /testDataS3Key/],
  ['a prefix of another bucket', request('s3://elsewhere/test.csv'), /is in bucket elsewhere/],
  ['a prefix without a key', request('s3://images'), /must be followed by bucket and key/],
])('gives up a message with %s', async (_, body, cause) => {
  const strict = world();

  await strict.evaluate(record(body));

  expect(strict.deadLetters).toMatchObject([{ name: 'InvalidInput', cause: expect.stringMatching(cause) }]);
});

it('takes a key with the prefix of its bucket', async () => {
  const prefixed = world();

  await prefixed.evaluate(record(request('s3://images/test.csv')));

  expect(prefixed.result('run-1')?.data).toBe('s3://images/test.csv');
});

it('asks for a technical failure to be tried again soon, each time later, and gives it up by name at its last receipt', async () => {
  const failing = world();
  failing.fails = (command) => (command === 'GetObject' ? sdkError('InternalError', 500) : undefined);

  const answers = [];
  for (const receipts of [1, 2, 3]) answers.push(await failing.evaluate(record(request(), { receipts })));

  const retried = { batchItemFailures: [{ itemIdentifier: 'run-1' }] };
  expect(answers).toEqual([retried, retried, { batchItemFailures: [] }]);
  expect(failing.visibilities).toEqual([60, 120]);
  expect(failing.deadLetters).toMatchObject([{ name: 'StorageUnavailable' }]);
});

it('keeps a message whose dead letter cannot be sent', async () => {
  const stuck = world();
  stuck.fails = (command) => (command === 'SendMessage' ? sdkError('ServiceUnavailable', 503) : undefined);

  const answer = await stuck.evaluate(record('no JSON'));

  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'run-1' }] });
});

it('gives duplicates of a message one report, and asks the model once', async () => {
  const duplicated = world();

  await duplicated.evaluate(record(request()));
  const files = new Map(duplicated.objects);
  duplicated.now = new Date('2026-01-03T00:00:00.000Z');
  const answer = await duplicated.evaluate(record(request(), { receipts: 2 }));

  expect(answer).toEqual({ batchItemFailures: [] });
  expect(duplicated.objects).toEqual(files);
  expect(duplicated.asked).toBe(1);
});

it('gives duplicates that are handled at the same time one report', async () => {
  const concurrent = world();

  const answer = await concurrent.evaluate(record(request()), record(request()));

  expect(answer).toEqual({ batchItemFailures: [] });
  expect(concurrent.reports('reports/evaluation/').filter((key) => key.endsWith('evaluation.json'))).toHaveLength(1);
  expect(concurrent.result('run-1')?.evaluation.rows).toBe(2);
});

it('gives the same request, asked for again, a report of its own', async () => {
  const twice = world();

  await twice.evaluate(record(request(), { id: 'first' }), record(request(), { id: 'second' }));

  expect([twice.result('first')?.run, twice.result('second')?.run]).toEqual(['first', 'second']);
});

it('refuses an event that is none of a queue', async () => {
  await expect(world().evaluate({ messageId: 'alone' })).rejects.toThrow(/The event is not as expected/);
});
