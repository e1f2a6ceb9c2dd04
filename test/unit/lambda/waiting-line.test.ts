import { WaitingLine } from '../../../local/lambda/execution/waiting-line';

const line = (more: () => string | undefined, limitMs = 10_000) =>
  new WaitingLine<string>({ patienceMs: 5, more, limitMs, tooLong: () => new Error('too long') });

it('serves first come first', async () => {
  const waiting = line(() => undefined);
  const answers = Promise.all([waiting.wait(), waiting.wait()]);

  const served = ['a', 'b', 'c'].map((thing) => waiting.serve(() => thing));

  expect(await answers).toEqual(['a', 'b']);
  expect(served).toEqual([true, true, false]);
});

it('asks for more until there is more', async () => {
  let asked = 0;
  const waiting = line(() => (++asked < 3 ? undefined : 'new'));

  expect(await waiting.wait()).toBe('new');
  expect(asked).toBe(3);
});

it('passes on why there can be no more', async () => {
  const waiting = line(() => {
    throw new Error('no grant');
  });

  await expect(waiting.wait()).rejects.toThrow('no grant');
});

it('makes nobody wait beyond the limit', async () => {
  await expect(line(() => undefined, 20).wait()).rejects.toThrow('too long');
});

it('sends everyone away', async () => {
  const waiting = line(() => undefined);
  const answers = Promise.allSettled([waiting.wait(), waiting.wait()]);
  waiting.refuseAll(() => new Error('closed'));

  expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(waiting.serve(() => 'late')).toBe(false);
});
