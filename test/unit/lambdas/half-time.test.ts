import { HalfTime } from '../../../lambdas/monitor-endpoint/half-time';

/** A function of 240 s, and its clock. */
function clocked() {
  let remaining = 240_000;
  const time = new HalfTime(() => remaining);
  const work = (milliseconds: number) =>
    time.spend(async () => {
      remaining -= milliseconds;
      return milliseconds;
    });
  return { time, work };
}

it('is enough for pieces as long as the longest, up to half of the time', async () => {
  const { time, work } = clocked();
  const pieces: number[] = [];

  while (time.isEnough()) pieces.push(await work(35_000));

  expect(pieces).toEqual([35_000, 35_000, 35_000]);
});

it('is not enough for a second piece where the first took most of it', async () => {
  const { time, work } = clocked();

  await work(70_000);

  expect(time.isEnough()).toBe(false);
});

it('remembers the longest piece, not the last', async () => {
  const { time, work } = clocked();

  await work(50_000);
  await work(1_000);
  expect(time.isEnough()).toBe(true);
  await work(20_000);

  expect(time.isEnough()).toBe(false);
});
