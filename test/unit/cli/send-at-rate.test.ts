import { sendAtRate } from '../../../cli/traffic/send-at-rate';

const { signal } = new AbortController();
const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

it('sends so many requests, none before its time', async () => {
  const began = performance.now();
  const times: number[] = [];

  const sent = await sendAtRate(
    { rate: 100, count: 10, parallel: 4 },
    async () => void times.push(performance.now()),
    signal,
  );

  expect(sent).toBe(10);
  // Timers may be a millisecond early.
  expect(times.every((time, index) => time - began >= index * 10 - 1.5)).toBe(true);
});

it('ends after the duration when that comes first', async () => {
  let calls = 0;

  const sent = await sendAtRate(
    { rate: 1000, count: 1e6, durationMilliseconds: 50, parallel: 4 },
    async () => {
      calls += 1;
    },
    signal,
  );

  expect(sent).toBe(calls);
  expect(sent).toBeLessThanOrEqual(50);
  expect(sent).toBeGreaterThan(0);
});

it('goes on while answers are slow, with no more at a time than it may', async () => {
  let running = 0;
  let most = 0;
  const send = async (): Promise<void> => {
    running += 1;
    most = Math.max(most, running);
    await wait(30);
    running -= 1;
  };

  await sendAtRate({ rate: 1000, count: 12, parallel: 3 }, send, signal);

  expect(most).toBe(3);
  expect(running).toBe(0);
});

it('stops at once when it is interrupted', async () => {
  const controller = new AbortController();
  const reason = new Error('Ctrl-C');
  setTimeout(() => controller.abort(reason), 20);

  const sending = sendAtRate({ rate: 1, count: 100, parallel: 1 }, async () => undefined, controller.signal);

  await expect(sending).rejects.toBe(reason);
});
