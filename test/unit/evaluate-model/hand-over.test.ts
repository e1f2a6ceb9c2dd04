import { EvaluationWorld, QUEUE, record, request, table } from '../../fixtures/evaluation/evaluation-world';
import { sdkError } from '../../fixtures/fake-client';

/** Ten rows are one part; the third part is half as long. */
const ROWS = Array.from({ length: 25 }, (_, row): [number, string] => [
  row % 3 === 0 ? 0.1 + row / 100 : 0.95 - row / 100,
  row % 4 === 0 ? 'bicycle' : 'motorcycle',
]);

function world(): EvaluationWorld {
  const made = new EvaluationWorld();
  made.objects.set('images/test.csv', table(ROWS));
  return made;
}

/** Goes on as long as messages are sent on. @returns how many invocations it took */
async function toTheEnd(made: EvaluationWorld): Promise<number> {
  await made.evaluate(record(request()));
  let invocations = 1;
  for (; made.result('run-1') === undefined && invocations < 50; invocations += 1) await made.evaluate(made.next());
  return invocations;
}

async function inOneGo() {
  const made = world();
  expect(await toTheEnd(made)).toBe(1);
  return made.result('run-1')!.evaluation;
}

it('hands over after each part when the time is up, with a pointer to what is known, and ends with the same numbers', async () => {
  const hurried = world();
  hurried.remainingMilliseconds = 0;

  const invocations = await toTheEnd(hurried);

  expect(invocations).toBe(4);
  expect(hurried.sent).toHaveLength(3);
  for (const sent of hurried.sent) {
    expect(sent).toMatchObject({
      QueueUrl: QUEUE,
      DelaySeconds: 0,
      MessageBody: JSON.stringify(request()),
      MessageAttributes: {
        run: { StringValue: 'run-1' },
        progress: { StringValue: 's3://reports/evaluation_progress/run-1/' },
      },
    });
  }
  expect(hurried.asked).toBe(3);
  expect(hurried.result('run-1')?.evaluation).toEqual(await inOneGo());
});

it.each(['before', 'after'])(
  'counts no row twice where it dies %s any of its writes, and ends with the same bytes',
  async (when) => {
    const whole = world();
    await toTheEnd(whole);
    const writes = whole.objects.size - 1;
    for (let dies = 0; dies < writes; dies += 1) {
      const mortal = world();
      let written = 0;
      mortal.fails = (command, { Bucket, Key, Body }) => {
        if (command !== 'PutObject') return undefined;
        written += 1;
        // The object is there, and the function is gone before it hears of it.
        if (when === 'after' && written === dies + 1) mortal.objects.set(`${Bucket}/${Key}`, String(Body));
        return written === dies + 1 ? sdkError('InternalError', 500) : undefined;
      };
      const first = await mortal.evaluate(record(request()));
      expect(first.batchItemFailures).toHaveLength(1);

      await mortal.evaluate(record(request(), { receipts: 2 }));

      expect(mortal.objects).toEqual(whole.objects);
    }
  },
);

it('goes on where it was after a message was sent on and not acknowledged', async () => {
  const doubled = world();
  doubled.remainingMilliseconds = 0;
  await doubled.evaluate(record(request()));
  const successor = doubled.next();

  // The first message comes again beside its successor.
  for (let round = 0; round < 5; round += 1) await doubled.evaluate(record(request(), { receipts: 2 }), successor);

  expect(doubled.result('run-1')?.evaluation).toEqual(await inOneGo());
  expect(doubled.reports('evaluation_progress/run-1/parts/')).toHaveLength(3);
});

it('ends by name where the test data is another one than at the beginning', async () => {
  const changed = world();
  changed.remainingMilliseconds = 0;
  await changed.evaluate(record(request()));
  changed.objects.set('images/test.csv', table(ROWS.slice(1)));

  await changed.evaluate(changed.next());

  expect(changed.deadLetters).toMatchObject([{ name: 'StateInvalid', cause: expect.stringMatching(/has changed/) }]);
});

it('makes parts so small that the requests of one fit into an invocation where rows go out one by one', async () => {
  const slow = new EvaluationWorld({ ROWS_PER_PART: '500', ROWS_PER_REQUEST: '1' });
  slow.objects.set('images/test.csv', table([...ROWS, ...ROWS]));
  await toTheEnd(slow);

  expect(slow.reports('evaluation_progress/run-1/parts/')).toEqual([
    'reports/evaluation_progress/run-1/parts/000000000.json',
    'reports/evaluation_progress/run-1/parts/000000032.json',
  ]);
});
