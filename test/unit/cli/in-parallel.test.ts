import { inParallel } from '../../../cli/parallel';

const tick = () => new Promise((resolve) => setImmediate(resolve));

it('keeps the order of the items and never exceeds the limit', async () => {
  let running = 0;
  let most = 0;

  const results = await inParallel([5, 1, 4, 2, 3], 2, async (item) => {
    running += 1;
    most = Math.max(most, running);
    for (let turn = 0; turn < item; turn += 1) await tick();
    running -= 1;
    return item * 10;
  });

  expect(results).toEqual([50, 10, 40, 20, 30]);
  expect(most).toBe(2);
});

it('starts nothing new once one item failed', async () => {
  const started: number[] = [];

  const run = inParallel([1, 2, 3, 4, 5, 6], 2, async (item) => {
    started.push(item);
    await tick();
    if (item === 1) throw new Error('first');
    await tick();
    await tick();
  });

  await expect(run).rejects.toThrow('first');
  for (let turn = 0; turn < 10; turn += 1) await tick();
  expect(started).toEqual([1, 2]);
});

it('answers an empty list for no items', async () => {
  expect(await inParallel([], 4, async () => 1)).toEqual([]);
});
