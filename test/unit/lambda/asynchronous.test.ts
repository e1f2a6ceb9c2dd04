import { InvokeCommand } from '@aws-sdk/client-lambda';
import type { Message } from '../../../local/sqs/message';
import { ADMINISTRATOR, RunningLambda } from './running-lambda';

let local: RunningLambda;
beforeEach(async () => {
  local = await new RunningLambda({ limits: { workersPerFunction: 1 } }).listen();
  const create = local.sqs.operations.CreateQueue;
  await create?.({ QueueName: 'after' }, { principal: ADMINISTRATOR, requestId: 'test' });
});
afterEach(() => local.stop());

const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:after';
const FAILS = `let n = 0; exports.handler = async () => { n++; console.log('ATTEMPT', n); throw new Error('attempt ' + n); };`;

async function delivered(): Promise<Message> {
  for (;;) {
    const [message] = local.sqs.queues.find('after')?.peek(1) ?? [];
    if (message !== undefined) return message;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
const event = (FunctionName: string) =>
  local.client().send(new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload: Buffer.from('{"a":1}') }));

it('answers 202 and sends the event to the dead-letter queue after two retries', async () => {
  await local.make('worker', FAILS, { DeadLetterConfig: { TargetArn: QUEUE } });

  const { StatusCode } = await event('worker');
  const message = await delivered();

  expect(StatusCode).toBe(202);
  expect(local.messages().filter((text) => text.includes('ATTEMPT'))).toHaveLength(3);
  expect(message.body).toBe('{"a":1}');
  expect(message.attributes).toMatchObject({
    ErrorCode: { DataType: 'Number', StringValue: '200' },
    ErrorMessage: { StringValue: 'attempt 3' },
    RequestID: { StringValue: expect.stringMatching(/^[0-9a-f-]{36}$/) },
  });
  expect(local.judged.at(-1)).toMatchObject({ action: 'sqs:SendMessage', principal: { kind: 'role' } });
});

it('sends a record to the destination when the configured attempts have failed', async () => {
  await local.make('worker', FAILS);
  await local.apply('AWS::Lambda::EventInvokeConfig', {
    FunctionName: 'worker',
    Qualifier: '$LATEST',
    MaximumRetryAttempts: 1,
    DestinationConfig: { OnFailure: { Destination: QUEUE } },
  });

  await event('worker');

  expect(JSON.parse((await delivered()).body)).toMatchObject({
    version: '1.0',
    requestContext: {
      functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:worker:$LATEST',
      condition: 'RetriesExhausted',
      approximateInvokeCount: 2,
    },
    requestPayload: { a: 1 },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload: { errorType: 'Error', errorMessage: 'attempt 2' },
  });
});

it('sends a record of success where that is wanted', async () => {
  await local.make('worker', 'exports.handler = async ({ a }) => a + 1;');
  await local.apply('AWS::Lambda::EventInvokeConfig', {
    FunctionName: 'worker',
    Qualifier: '$LATEST',
    DestinationConfig: { OnSuccess: { Destination: QUEUE } },
  });

  await event('worker');

  expect(JSON.parse((await delivered()).body)).toMatchObject({
    requestContext: { condition: 'Success', approximateInvokeCount: 1 },
    responsePayload: 2,
  });
});

it('takes an accepted event up again when the laptop was stopped before it was handled', async () => {
  await local.make('worker', 'exports.handler = async () => new Promise((resolve) => setTimeout(resolve, 2000));');
  local.lambda.invokeEvent('worker', Buffer.from('{"kept":true}'), { principal: ADMINISTRATOR });
  await local.lambda.stop();

  const again = new RunningLambda({ folder: local.folder });
  await again.make('worker', `exports.handler = async (event) => console.log('EVENT' + JSON.stringify(event));`);
  while (!again.messages().some((text) => text.endsWith('EVENT{"kept":true}'))) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }

  await again.lambda.stop();
  await again.sqs.stop();
});
