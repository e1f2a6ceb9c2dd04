import { readdirSync } from 'node:fs';
import { type Delivery, Outbox } from '../../../local/sns/outbox';
import { eventually } from '../../fixtures/eventually';
import { temporaryFolder } from '../../fixtures/temporary-folder';

const DELIVERY: Delivery = {
  publication: { messageId: 'm1', topicArn: 'arn:topic', timestamp: 't', forms: { default: 'hello' }, attributes: {} },
  subscription: {
    arn: 'arn:topic:s1',
    topicArn: 'arn:topic',
    protocol: 'email',
    endpoint: 'a@b.c',
    rawMessageDelivery: false,
  },
};

const folder = temporaryFolder();
afterAll(() => folder.remove());

const waiting = (path: string) => readdirSync(path).filter((file) => file.endsWith('.json'));

it('tries again after a failure, and forgets what was delivered', async () => {
  const path = `${folder.path}/retry`;
  const attempts: number[] = [];
  const outbox = new Outbox(
    path,
    async () => {
      attempts.push(Date.now());
      if (attempts.length < 3) throw new Error('the server is away');
    },
    () => {},
  );

  outbox.add(DELIVERY);

  await eventually(() => attempts.length === 3);
  await eventually(() => waiting(path).length === 0);
  await outbox.stop();
});

it('delivers after a restart what a killed process had promised', async () => {
  const path = `${folder.path}/restart`;
  const failing = new Outbox(
    path,
    () => Promise.reject(new Error('away')),
    () => {},
  );
  failing.add(DELIVERY);
  await failing.stop();
  expect(waiting(path)).toHaveLength(1);

  const delivered: Delivery[] = [];
  const restarted = new Outbox(
    path,
    async (delivery) => void delivered.push(delivery),
    () => {},
  );
  restarted.resume();

  await eventually(() => waiting(path).length === 0);
  expect(delivered).toEqual([DELIVERY]);
  await restarted.stop();
});
