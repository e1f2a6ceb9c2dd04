import { PublishCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { systemClock } from '../../../local/clock';
import type { FunctionInvoker } from '../../../local/lambda/function-invoker';
import { Inbox } from '../../../local/mail/inbox';
import { InboxPage } from '../../../local/mail/inbox-page';
import { MailTransport } from '../../../local/mail/mail-transport';
import type { JsonObject } from '../../../local/protocol/operations';
import { deliverThrough } from '../../../local/sns/deliver';
import { Outbox } from '../../../local/sns/outbox';
import { SnsService } from '../../../local/sns/sns-service';
import { TopicStore } from '../../../local/sns/topic-store';
import { eventually } from '../../fixtures/eventually';
import { temporaryFolder } from '../../fixtures/temporary-folder';
import { openTestDoor, TestAuthorizer, type TestDoor } from '../../fixtures/test-door';

const TOPIC = 'arn:aws:sns:us-east-1:000000000000:alerts';
const KEY = 'arn:aws:kms:us-east-1:000000000000:key/k';

const folder = temporaryFolder();
const authorizer = new TestAuthorizer();
const queued: JsonObject[] = [];
const invoked: { readonly name: string; readonly event: JsonObject }[] = [];
const functions: FunctionInvoker = {
  invoke: async (name, payload) => {
    invoked.push({ name, event: JSON.parse(payload.toString()) as JsonObject });
    return { payload: Buffer.from('null'), logTail: '' };
  },
};
let inbox: Inbox;
let mail: MailTransport;
let door: TestDoor;
let client: SNSClient;

beforeAll(async () => {
  inbox = new Inbox(`${folder.path}/mail`);
  mail = new MailTransport(await inbox.start());
  const topics = new TopicStore(folder.path);
  topics.putTopic({ arn: TOPIC, name: 'alerts', displayName: '', kmsKeyArn: KEY });
  const sqs = { SendMessage: async (input: JsonObject) => void queued.push(input) };
  const routes = { mail, sqs: sqs as never, functions, queueUrl: (arn: string) => `http://queue/${arn}` };
  const outbox = new Outbox(`${folder.path}/outbox`, deliverThrough(routes), () => {});
  const sns = new SnsService(topics, outbox, authorizer, systemClock);
  door = await openTestDoor([sns], [new InboxPage(inbox)]);
  client = new SNSClient(door.clientOptions);
  await subscribe('email', 'second-look@example.com');
  await subscribe('sqs', 'arn:aws:sqs:us-east-1:000000000000:q');
  await subscribe('lambda', 'arn:aws:lambda:us-east-1:000000000000:function:f');
});

afterAll(async () => {
  client.destroy();
  await door.stop();
  mail.stop();
  await inbox.stop();
  folder.remove();
});

const subscribe = (Protocol: string, Endpoint: string) =>
  client.send(new SubscribeCommand({ TopicArn: TOPIC, Protocol, Endpoint }));

const publish = (more: object) => client.send(new PublishCommand({ TopicArn: TOPIC, Message: 'hello', ...more }));

const mailWith = (subject: string) => eventually(() => inbox.list().find((each) => each.subject === subject));

it('delivers each protocol its own form, by real SMTP where it is e-mail', async () => {
  const Message = JSON.stringify({ default: '{"for":"machines"}', email: 'For people: ü <b>' });

  const { MessageId } = await publish({ Subject: 'Look here', Message, MessageStructure: 'json' });

  const received = await mailWith('Look here');
  expect(received).toMatchObject({ to: 'second-look@example.com', from: 'no-reply@sns.amazonaws.com' });
  expect(received.text.trim()).toBe('For people: ü <b>');
  const inQueue = await eventually(() => queued[0]);
  expect(JSON.parse(inQueue.MessageBody as string)).toMatchObject({
    Type: 'Notification',
    MessageId,
    TopicArn: TOPIC,
    Subject: 'Look here',
    Message: '{"for":"machines"}',
  });
  const call = await eventually(() => invoked[0]);
  expect(call.event).toMatchObject({ Records: [{ EventSource: 'aws:sns', Sns: { Message: '{"for":"machines"}' } }] });
});

it('shows mails on a page, escaped, and as JSON', async () => {
  await publish({ Subject: 'Escape <me>', Message: '<script>alert(1)</script> https://example.com/x?a=1&b=2' });
  const { id } = await mailWith('Escape <me>');

  const list = await (await fetch(`${door.url}/_local/inbox`)).text();
  const page = await (await fetch(`${door.url}/_local/inbox/${id}`)).text();
  const json = (await (await fetch(`${door.url}/_local/inbox/${id}?format=json`)).json()) as { subject: string };

  expect(list).toContain('Escape &lt;me&gt;');
  expect(page).not.toContain('<script>');
  expect(page).toContain('href="https://example.com/x?a=1&amp;b=2"');
  expect(json.subject).toBe('Escape <me>');
  expect((await fetch(`${door.url}/_local/inbox/999`)).status).toBe(404);
});

it('keeps mails over a restart of the inbox', async () => {
  await publish({ Subject: 'Kept' });
  await mailWith('Kept');

  const reopened = new Inbox(`${folder.path}/mail`);
  await reopened.start();

  expect(reopened.list()).toEqual(inbox.list());
  await reopened.stop();
});

it.each([
  ['a subject of 100 characters', { Subject: 'x'.repeat(100) }],
  ['a subject that is not ASCII', { Subject: 'ü' }],
  ['a subject with a line break', { Subject: 'a\nb' }],
  ['JSON without a default', { Message: '{"email":"x"}', MessageStructure: 'json' }],
  ['a message above 256 KiB', { Message: 'x'.repeat(262_145) }],
  ['an empty message', { Message: '' }],
])('refuses %s as InvalidParameter', async (_what, more) => {
  await expect(publish(more)).rejects.toMatchObject({ name: 'InvalidParameterException' });
});

it('answers NotFound for a topic that does not exist', async () => {
  await expect(publish({ TopicArn: `${TOPIC}-absent` })).rejects.toMatchObject({ name: 'NotFoundException' });
});

it.each(['sns:Publish', 'kms:GenerateDataKey', 'kms:Decrypt'])('needs %s of the publisher', async (action) => {
  authorizer.denied.add(action);

  await expect(publish({})).rejects.toMatchObject({ name: 'AuthorizationErrorException' });

  authorizer.denied.clear();
  expect(authorizer.asked.at(-1)?.action).toBe(action);
});
