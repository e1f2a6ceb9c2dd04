import { hostname } from 'node:os';
import { leaseHolder } from '../../../cli/release/lease/lease-holder';
import { type LeaseWorld, ReleaseLease } from '../../../cli/release/lease/release-lease';
import { ReleaseLeaseObject } from '../../../cli/release/lease/release-lease-object';
import type { ReleaseLeaseRecord } from '../../../core/contracts/release-lease';
import { oneObject } from '../../fixtures/one-object';

let object: ReturnType<typeof oneObject>;
let lease: ReleaseLeaseObject;
let time: number;
let gone: Set<string>;
beforeEach(() => {
  object = oneObject();
  lease = new ReleaseLeaseObject(object.s3, 'models');
  time = Date.parse('2026-01-01T00:00:00Z');
  gone = new Set();
});

const world = (holder: string): LeaseWorld => ({
  holder: { holder },
  isGone: (other) => gone.has(other.holder),
  now: () => new Date(time),
});
const claim = (holder: string): Promise<ReleaseLease> => ReleaseLease.claim(lease, world(holder));
const stored = () => object.read() as ReleaseLeaseRecord;

it('is held by the first who claims it, for five minutes', async () => {
  await claim('ann');

  expect(stored()).toMatchObject({ state: 'held', holder: 'ann', expiresAt: '2026-01-01T00:05:00.000Z' });
});

it('is refused to everybody else, who is told whose it is and when it ends at the latest', async () => {
  await claim('ann on desk, process 1');

  await expect(claim('bob')).rejects.toMatchObject({
    name: 'ReleaseInProgress',
    message: expect.stringMatching(
      /going on: ann on desk, process 1, since 2026-01-01T00:00:00.*ends at 2026-01-01T00:05:00.*release again afterwards/,
    ),
  });
  expect(stored().holder).toBe('ann on desk, process 1');
});

it('goes to exactly one of many who claim it at once', async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, (_, index) => claim(String(index))));

  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

it('goes to exactly one of many who take over an expired one at once', async () => {
  await claim('ann');
  time += 300_000;
  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, (_, index) => claim(String(index))));

  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(stored().holder).not.toBe('ann');
});

it('is free once it is given back', async () => {
  await (await claim('ann')).release();
  expect(stored()).toMatchObject({ state: 'released', holder: 'ann' });
  await claim('bob');

  expect(stored()).toMatchObject({ state: 'held', holder: 'bob' });
});

it('outlasts its five minutes where its holder renews it', async () => {
  const held = await claim('ann');
  time += 240_000;
  await held.renew();
  time += 240_000;

  await expect(claim('bob')).rejects.toMatchObject({ name: 'ReleaseInProgress' });
});

it('counts for nothing where its holder is known to be gone', async () => {
  await claim('ann');
  gone.add('ann');
  await claim('bob');

  expect(stored().holder).toBe('bob');
});

it('is lost to whoever took it over, and then neither renewed nor given back', async () => {
  const late = await claim('ann');
  time += 300_000;
  await claim('bob');

  await expect(late.renew()).rejects.toMatchObject({ name: 'ReleaseLeaseLost' });
  await expect(late.assertOurs()).rejects.toMatchObject({ name: 'ReleaseLeaseLost' });
  await late.release();
  expect(stored()).toMatchObject({ state: 'held', holder: 'bob' });
});

it('takes its own write for a success whose answer got lost', async () => {
  const send = object.s3.send.bind(object.s3);
  let lost = 0;
  // The SDK sends it again, and the second attempt meets the first one's object.
  const deaf = async (command: never): Promise<unknown> => {
    const { input } = command as { input: { Body?: string } };
    if (input.Body !== undefined && lost++ < 2) await send(command);
    return send(command);
  };
  const held = await ReleaseLease.claim(new ReleaseLeaseObject({ send: deaf } as never, 'models'), world('ann'));
  await held.renew();

  expect(stored()).toMatchObject({ state: 'held', holder: 'ann' });
});

it('does not take S3’s silence for a loss', async () => {
  const held = await claim('ann');
  object.s3.send = () => Promise.reject(new Error('no answer'));

  await expect(held.renew()).rejects.toThrow('no answer');
  await held.assertOurs();
});

it('takes over what is no lease of ours', async () => {
  await object.s3.send({ input: { Body: 'scribble' } } as never);
  await claim('ann');

  expect(stored().holder).toBe('ann');
});

it('names user, machine and process', () => {
  expect(leaseHolder().holder).toMatch(new RegExp(`^\\S+ on ${hostname()}, process ${process.pid}$`));
});
