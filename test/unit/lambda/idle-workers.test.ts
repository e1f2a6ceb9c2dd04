import { RunningLambda } from './running-lambda';

/** Each invocation is one of its worker's: the first says 1. */
const COUNTING = `let count = 0;
exports.handler = async ({ ms }) => { await new Promise((resolve) => setTimeout(resolve, ms)); count += 1; return count; };`;

/** What two workers say after three seconds without work, one of which has worked for four. */
async function afterRest(longestIdleMs: number): Promise<unknown[]> {
  const local = await new RunningLambda({ limits: { idleMs: 1_500, longestIdleMs } }).listen();
  try {
    await Promise.all(['brief', 'long'].map((name) => local.make(name, COUNTING, { Timeout: 9 })));
    const invoke = async (name: string, ms: number) => (await local.invoke(name, { ms })).value;
    await Promise.all([invoke('brief', 0), invoke('long', 4_000)]);
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    return await Promise.all([invoke('brief', 0), invoke('long', 0)]);
  } finally {
    await local.stop();
  }
}

it('keeps an idle worker longer that has worked for long, up to a limit', async () => {
  const [kept, limited] = await Promise.all([afterRest(60_000), afterRest(1_500)]);

  expect(kept).toEqual([1, 2]);
  expect(limited).toEqual([1, 1]);
}, 60_000);
