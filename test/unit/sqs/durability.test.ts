import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Message } from '../../../local/sqs/message';
import { MessageStore } from '../../../local/sqs/message-store';
import { ADMINISTRATOR } from '../lambda/running-lambda';
import { HandClock, runSqs } from './running-sqs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'second-look-sqs-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const call = { principal: ADMINISTRATOR, requestId: 'test' };
const QueueUrl = '/000000000000/kept';
const message = (id: string): Message => ({
  id,
  body: 'x'.repeat(2000),
  attributes: {},
  senderId: 'me',
  sentAt: 0,
  visibleAt: 0,
  receiveCount: 0,
});

it('finds queues, messages, receive counts and receipts again after a restart', async () => {
  const clock = new HandClock();
  const before = await runSqs({ folder, clock });
  const { operations } = before.service;
  await operations.CreateQueue?.(
    { QueueName: 'kept', Attributes: { VisibilityTimeout: '60' }, tags: { a: 'b' } },
    call,
  );
  for (const MessageBody of ['first', 'second']) await operations.SendMessage?.({ QueueUrl, MessageBody }, call);
  const received = await operations.ReceiveMessage?.({ QueueUrl }, call);
  await before.stop({ keep: true });

  const after = await runSqs({ folder, clock });
  const again = after.service.operations;
  const visible = await again.ReceiveMessage?.({ QueueUrl, MaxNumberOfMessages: 10 }, call);
  clock.advanceSeconds(60);
  const [first] = (received?.Messages ?? []) as readonly { ReceiptHandle: string }[];
  await again.DeleteMessage?.({ QueueUrl, ReceiptHandle: first?.ReceiptHandle }, call);
  const left = await again.ReceiveMessage?.(
    { QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['ApproximateReceiveCount'] },
    call,
  );
  await after.stop({ keep: true });

  expect(visible?.Messages).toMatchObject([{ Body: 'second' }]);
  expect(left?.Messages).toMatchObject([{ Body: 'second', Attributes: { ApproximateReceiveCount: '2' } }]);
});

it('drops a line that a kill has torn in two, and writes on', () => {
  const path = join(folder, 'messages.jsonl');
  const first = new MessageStore(path);
  first.put(message('a'));
  first.close();
  appendFileSync(path, '{"put":{"id":"torn","bo');

  const second = new MessageStore(path);
  second.put(message('b'));
  second.close();
  const third = new MessageStore(path);

  expect([...third.all()].map(({ id }) => id)).toEqual(['a', 'b']);
  third.close();
});

it('keeps its journal in proportion to what it holds', () => {
  const path = join(folder, 'messages.jsonl');
  const store = new MessageStore(path);
  for (let at = 0; at < 3000; at++) {
    store.put(message(`${at}`));
    if (at >= 10) store.delete(`${at}`);
  }
  store.close();
  const again = new MessageStore(path);

  expect(statSync(path).size).toBeLessThan(2 * 1024 * 1024);
  expect([...again.all()]).toHaveLength(10);
  again.close();
});

it('has every acknowledged message when its process was killed', async () => {
  const root = resolve(__dirname, '../../..');
  const script = join(folder, 'sender.ts');
  writeFileSync(
    script,
    `import { MessageStore } from ${JSON.stringify(join(root, 'local/sqs/message-store'))};
     import { writeSync } from 'node:fs';
     const store = new MessageStore(${JSON.stringify(join(folder, 'messages.jsonl'))});
     for (let n = 0; ; n++) {
       store.put({ id: String(n), body: 'x'.repeat(n % 5000), attributes: {}, senderId: '', sentAt: 0, visibleAt: 0, receiveCount: 0 });
       if (n % 3 === 0) store.delete(String(n));
       writeSync(1, n + '\\n');
     }`,
  );
  const acknowledgements = join(folder, 'acknowledged');
  const stdout = openSync(acknowledgements, 'w');
  const child = spawn(process.execPath, ['--import', 'tsx', script], {
    cwd: root,
    stdio: ['ignore', stdout, 'inherit'],
  });
  const closed = once(child, 'close');
  while (child.exitCode === null && statSync(acknowledgements).size < 20_000) await setTimeout(5);
  child.kill('SIGKILL');
  await closed;
  closeSync(stdout);

  const acknowledged = readFileSync(acknowledgements, 'utf8').split('\n').slice(0, -1).map(Number);
  const store = new MessageStore(join(folder, 'messages.jsonl'));

  const lost = acknowledged.filter((n) => n % 3 !== 0 && store.get(String(n)) === undefined);
  const revived = acknowledged.filter((n) => n % 3 === 0 && store.get(String(n)) !== undefined);
  store.close();
  expect(acknowledged.length).toBeGreaterThan(1000);
  expect([lost, revived]).toEqual([[], []]);
});
