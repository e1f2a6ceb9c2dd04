import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { systemClock } from '../../../local/clock';
import { type BusEvent, EventBus } from '../../../local/events/event-bus';
import { EventsService } from '../../../local/events/events-service';
import { openTestDoor, TestAuthorizer, type TestDoor } from '../../fixtures/test-door';

const authorizer = new TestAuthorizer();
const bus = new EventBus(systemClock, () => {});
let door: TestDoor;
let client: EventBridgeClient;

beforeAll(async () => {
  door = await openTestDoor([new EventsService(bus, authorizer)]);
  client = new EventBridgeClient(door.clientOptions);
});

afterAll(async () => {
  client.destroy();
  await door.stop();
});

it('hands an event to the targets of matching rules only', async () => {
  const received: BusEvent[] = [];
  const rule = { arn: 'arn:rule', enabled: true, targets: [async (event: BusEvent) => void received.push(event)] };
  bus.putRule('matching', { ...rule, pattern: { source: ['app'] } });
  bus.putRule('disabled', { ...rule, pattern: { source: ['app'] }, enabled: false });
  bus.putRule('other', { ...rule, pattern: { source: ['other'] } });

  const answer = await client.send(
    new PutEventsCommand({ Entries: [{ Source: 'app', DetailType: 'Hello', Detail: '{"a":1}' }] }),
  );
  await bus.settled();

  expect(answer).toMatchObject({ FailedEntryCount: 0, Entries: [{ EventId: received[0]?.id }] });
  expect(received).toHaveLength(1);
  expect(received[0]).toMatchObject({ version: '0', source: 'app', 'detail-type': 'Hello', detail: { a: 1 } });
});

it('names what is wrong with an entry and takes the others', async () => {
  const { FailedEntryCount, Entries } = await client.send(
    new PutEventsCommand({
      Entries: [
        { Source: 'app', DetailType: 'x', Detail: 'no JSON' },
        { Source: 'aws.s3', DetailType: 'x', Detail: '{}' },
        { Source: 'app', DetailType: 'x', Detail: '{}' },
      ],
    }),
  );

  expect(FailedEntryCount).toBe(2);
  expect(Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual(['MalformedDetail', 'NotAuthorizedForSource', undefined]);
});

it('refuses a caller without the grant', async () => {
  authorizer.denied.add('events:PutEvents');

  const put = client.send(new PutEventsCommand({ Entries: [{ Source: 'app', DetailType: 'x', Detail: '{}' }] }));

  await expect(put).rejects.toMatchObject({ name: 'AccessDeniedException' });
  authorizer.denied.clear();
});
