import {
  DescribeRuleCommand,
  DisableRuleCommand,
  EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import { systemClock } from '../../../local/clock';
import type { Delivery } from '../../../local/events/delivery/delivery';
import { EventBus } from '../../../local/events/event-bus';
import { readRule } from '../../../local/events/event-rule';
import { EventsService } from '../../../local/events/events-service';
import { RuleStore } from '../../../local/events/rule-store';
import { temporaryFolder } from '../../fixtures/temporary-folder';
import { openTestDoor, TestAuthorizer, type TestDoor } from '../../fixtures/test-door';

const folder = temporaryFolder();
const authorizer = new TestAuthorizer();
const rules = new RuleStore(folder.path);
const deliveries: Delivery[] = [];
const bus = new EventBus(systemClock, rules, { add: (delivery) => void deliveries.push(delivery) });
const TARGET = { Id: 't', Arn: 'arn:aws:sqs:us-east-1:000000000000:q' };
let door: TestDoor;
let client: EventBridgeClient;

beforeAll(async () => {
  door = await openTestDoor([new EventsService(bus, rules, authorizer)]);
  client = new EventBridgeClient(door.clientOptions);
});

beforeEach(() => {
  deliveries.length = 0;
});

afterAll(async () => {
  client.destroy();
  await door.stop();
  folder.remove();
});

const putRule = (name: string, pattern: object, State = 'ENABLED') =>
  rules.put(readRule(name, { EventPattern: pattern, State, Targets: [TARGET] }));
const put = (Source: string) =>
  client.send(new PutEventsCommand({ Entries: [{ Source, DetailType: 'Hello', Detail: '{"a":1}' }] }));

it('hands an event to the targets of matching rules only', async () => {
  putRule('matching', { source: ['app'] });
  putRule('disabled', { source: ['app'] }, 'DISABLED');
  putRule('other', { source: ['other'] });

  const answer = await put('app');

  expect(deliveries).toHaveLength(1);
  const event = JSON.parse(deliveries[0]?.payload ?? '');
  expect(answer).toMatchObject({ FailedEntryCount: 0, Entries: [{ EventId: event.id }] });
  expect(event).toMatchObject({ version: '0', source: 'app', 'detail-type': 'Hello', detail: { a: 1 } });
  expect(deliveries[0]).toMatchObject({ targetArn: TARGET.Arn, sourceArn: expect.stringMatching(/:rule\/matching$/) });
});

it('lists and describes rules with their targets', async () => {
  putRule('listed-a', { source: ['a'] });
  putRule('listed-b', { source: ['b'] });

  const first = await client.send(new ListRulesCommand({ NamePrefix: 'listed-', Limit: 1 }));
  const second = await client.send(new ListRulesCommand({ NamePrefix: 'listed-', NextToken: first.NextToken }));
  const described = await client.send(new DescribeRuleCommand({ Name: 'listed-a' }));
  const { Targets } = await client.send(new ListTargetsByRuleCommand({ Rule: 'listed-a' }));

  expect([...(first.Rules ?? []), ...(second.Rules ?? [])].map(({ Name }) => Name)).toEqual(['listed-a', 'listed-b']);
  expect(described).toMatchObject({ State: 'ENABLED', EventPattern: '{"source":["a"]}' });
  expect(Targets).toEqual([TARGET]);
  await expect(client.send(new DescribeRuleCommand({ Name: 'none' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

it('keeps a rule switched off through a restart until its template says otherwise', async () => {
  putRule('switched', { source: ['switched'] });
  await client.send(new DisableRuleCommand({ Name: 'switched' }));
  await put('switched');

  const restarted = new RuleStore(folder.path);
  const rule = readRule('switched', { EventPattern: { source: ['switched'] }, Targets: [] });
  restarted.put(rule);
  const afterRestart = restarted.isEnabled(rule);
  restarted.put({ ...rule, enabled: false });
  restarted.put(rule);

  expect(deliveries).toEqual([]);
  expect(afterRestart).toBe(false);
  expect(restarted.isEnabled(rule)).toBe(true);
});

it('tries a pattern on an event', async () => {
  const test = (EventPattern: string) =>
    client.send(new TestEventPatternCommand({ EventPattern, Event: '{"source":"app","detail":{}}' }));

  expect((await test('{"source":[{"prefix":"a"}]}')).Result).toBe(true);
  expect((await test('{"source":["b"]}')).Result).toBe(false);
  await expect(test('{"source":"b"}')).rejects.toMatchObject({ name: 'InvalidEventPatternException' });
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

it.each([
  ['events:PutEvents', () => put('app')],
  ['events:DescribeRule', () => client.send(new DescribeRuleCommand({ Name: 'matching' }))],
  ['events:DisableRule', () => client.send(new DisableRuleCommand({ Name: 'matching' }))],
  ['events:ListRules', () => client.send(new ListRulesCommand({}))],
])('refuses a caller without %s', async (action, call) => {
  authorizer.denied.add(action);

  await expect(call()).rejects.toMatchObject({ name: 'AccessDeniedException' });
  authorizer.denied.clear();
});
