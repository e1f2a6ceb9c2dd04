import { systemClock } from '../../../local/clock';
import type { Delivery } from '../../../local/events/delivery/delivery';
import { DeliveryQueue } from '../../../local/events/delivery/delivery-queue';
import { AwsError } from '../../../local/protocol/aws-error';
import type { JsonObject } from '../../../local/protocol/operations';
import { eventually } from '../../fixtures/eventually';
import { temporaryFolder } from '../../fixtures/temporary-folder';

const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:target';
const DEAD = 'arn:aws:sqs:us-east-1:000000000000:dead';
const DELIVERY: Delivery = {
  id: 'd1',
  service: 'events.amazonaws.com',
  sourceArn: 'arn:aws:events:us-east-1:000000000000:rule/r',
  targetArn: QUEUE,
  payload: '{"a":1}',
  executionName: 'x',
  retry: { maxAttempts: 185, maxAgeSeconds: 86_400 },
  deadLetterArn: DEAD,
  acceptedAt: Date.now(),
};

/** A queue that fails as it is told, and a dead-letter queue that takes everything. */
function tried(failures: AwsError[], options: { readonly folder?: string; readonly now?: () => Date } = {}) {
  const folder = temporaryFolder();
  const sent: JsonObject[] = [];
  const dead: JsonObject[] = [];
  const warnings: string[] = [];
  const SendMessage = async (input: JsonObject): Promise<JsonObject> => {
    if (input.QueueUrl === '/000000000000/dead') dead.push(input);
    else {
      const failure = failures.shift();
      if (failure !== undefined) throw failure;
      sent.push(input);
    }
    return {};
  };
  const queue = new DeliveryQueue({
    folder: options.folder ?? folder.path,
    clock: options.now === undefined ? systemClock : { now: options.now },
    routes: {
      services: () => ({ SendMessage }),
      functions: { invokeEvent: () => undefined },
      policies: { assertAssumable: () => undefined },
    },
    warn: (message) => warnings.push(message),
    firstRetryMs: 1,
  });
  const end = async () => {
    await queue.pause();
    queue.close();
    folder.remove();
  };
  return { queue, sent, dead, warnings, end };
}

const unavailable = () => new AwsError('ServiceUnavailable', 'try again', 503);

it('tries again until the target takes it', async () => {
  const { queue, sent, dead, end } = tried([unavailable(), unavailable()]);

  queue.add(DELIVERY);
  await eventually(() => sent.length > 0);

  expect(sent).toEqual([{ QueueUrl: '/000000000000/target', MessageBody: '{"a":1}' }]);
  expect(dead).toEqual([]);
  await end();
});

it('gives up after the last attempt and says why in the dead letter', async () => {
  const { queue, dead, end } = tried([unavailable(), unavailable(), unavailable()]);

  queue.add({ ...DELIVERY, retry: { maxAttempts: 2, maxAgeSeconds: 60 } });
  const [letter] = await eventually(() => dead.length > 0 && dead);

  expect(letter).toMatchObject({
    MessageBody: '{"a":1}',
    MessageAttributes: {
      RULE_ARN: { StringValue: DELIVERY.sourceArn },
      TARGET_ARN: { StringValue: QUEUE },
      ERROR_CODE: { StringValue: 'SERVICE_EXCEPTION' },
      EXHAUSTED_RETRY_CONDITION: { StringValue: 'MaximumRetryAttempts' },
      RETRY_ATTEMPTS: { StringValue: '2' },
    },
  });
  await end();
});

it('gives up on an event that is too old', async () => {
  const { queue, dead, end } = tried([unavailable()], { now: () => new Date(DELIVERY.acceptedAt + 61_000) });

  queue.add({ ...DELIVERY, retry: { maxAttempts: 2, maxAgeSeconds: 60 } });
  const [letter] = await eventually(() => dead.length > 0 && dead);

  expect(letter).toMatchObject({
    MessageAttributes: { EXHAUSTED_RETRY_CONDITION: { StringValue: 'MaximumEventAgeInSeconds' } },
  });
  await end();
});

it('does not try again where a grant is missing, and warns where there is no dead-letter queue', async () => {
  const { queue, dead, warnings, end } = tried([new AwsError('AccessDenied', 'no', 403)]);

  queue.add({ ...DELIVERY, deadLetterArn: undefined });
  await queue.settled();

  expect(dead).toEqual([]);
  expect(warnings).toEqual([expect.stringContaining('AccessDenied: no')]);
  await end();
});

it('delivers after a restart what an earlier process still owed, and nothing twice', async () => {
  const folder = temporaryFolder();
  const before = tried([unavailable()], { folder: folder.path });
  before.queue.add({ ...DELIVERY, id: 'owed' });
  before.queue.add({ ...DELIVERY, id: 'done' });
  await before.end();

  const after = tried([], { folder: folder.path });
  after.queue.resume();
  await after.queue.settled();

  expect(before.sent).toHaveLength(1);
  expect(after.sent).toHaveLength(1);
  await after.end();
  folder.remove();
});
