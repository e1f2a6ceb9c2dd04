import { EvaluationWorld, QUEUE, record, request, table } from '../../fixtures/evaluation/evaluation-world';

const MINUTE = 60_000;

function world(status: string): EvaluationWorld {
  const made = new EvaluationWorld();
  made.endpointStatus = status;
  made.objects.set('images/test.csv', table([[0.9, 'motorcycle']]));
  return made;
}

const later = (made: EvaluationWorld, milliseconds: number): void => {
  made.now = new Date(made.now.getTime() + milliseconds);
};

it.each(['Creating', 'Updating', 'SystemUpdating', 'RollingBack'])(
  'sends the message on by a minute, and acknowledges it, while the endpoint is %s',
  async (status) => {
    const waiting = world(status);

    const answer = await waiting.evaluate(record(request()));

    expect(answer).toEqual({ batchItemFailures: [] });
    expect(waiting.sent).toMatchObject([
      {
        QueueUrl: QUEUE,
        MessageBody: JSON.stringify(request()),
        DelaySeconds: 60,
        MessageAttributes: {
          run: { StringValue: 'run-1' },
          waitingSince: { StringValue: '2026-01-02T03:04:05.000Z' },
        },
      },
    ]);
  },
);

it('reports under the first message once the endpoint is in service, however often it waited', async () => {
  const waiting = world('Creating');
  await waiting.evaluate(record(request()));
  for (let round = 0; round < 20; round += 1) {
    later(waiting, MINUTE);
    await waiting.evaluate(waiting.next());
  }
  waiting.endpointStatus = 'InService';

  await waiting.evaluate(waiting.next());

  expect(waiting.result('run-1')?.evaluation.accuracy).toBe(1);
  expect(waiting.deadLetters).toEqual([]);
});

it('gives the message up by name once it has waited for the configured time', async () => {
  const waiting = world('Updating');
  await waiting.evaluate(record(request()));
  let rounds = 0;
  while (waiting.deadLetters.length === 0 && rounds < 200) {
    later(waiting, MINUTE);
    rounds += 1;
    await waiting.evaluate(waiting.next());
  }

  expect(rounds).toBe(60);
  expect(waiting.deadLetters).toMatchObject([
    { name: 'EndpointNotReady', cause: expect.stringMatching(/is Updating, .*longer than 1 hours/) },
  ]);
});

it.each(['Failed', 'Deleting', 'OutOfService', 'UpdateRollbackFailed'])(
  'gives the message up at once where the endpoint is %s',
  async (status) => {
    const failed = world(status);

    await failed.evaluate(record(request()));

    expect(failed.deadLetters).toMatchObject([{ name: 'EndpointFailed', cause: expect.stringContaining(status) }]);
  },
);

it('lets the report wait where the endpoint is updated while its last rows are asked, and writes it once it has settled', async () => {
  const settling = world('InService');
  settling.answer = (body) => {
    settling.endpointStatus = 'Updating';
    return body.split(',')[0]!;
  };
  await settling.evaluate(record(request()));
  expect(settling.result('run-1')).toBeUndefined();
  settling.endpointStatus = 'InService';

  await settling.evaluate(settling.next());

  expect(settling.result('run-1')?.evaluation.rows).toBe(1);
  expect(settling.asked).toBe(1);
});

it('gives no numbers of two models: another configuration ends the evaluation by name', async () => {
  const changing = world('InService');
  changing.answer = (body) => {
    changing.endpointConfig = 'config-2';
    return body.split(',')[0]!;
  };

  await changing.evaluate(record(request()));

  expect(changing.deadLetters).toMatchObject([{ name: 'ModelChanged', cause: expect.stringContaining('config-2') }]);
});
