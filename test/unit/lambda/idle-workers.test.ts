import { RunningLambda } from './running-lambda';

/** Each invocation is one of its worker's: the first says 1. */
const COUNTING = `let count = 0;
exports.handler = async ({ ms }) => { await new Promise((resolve) => setTimeout(resolve, ms)); count += 1; return count; };`;

let local: RunningLambda;
beforeAll(async () => {
  local = await new RunningLambda({ limits: { idleMs: 200, longestIdleMs: 20_000 } }).listen();
});
afterAll(() => local.stop());

it('keeps an idle worker the longer, the longer it has worked', async () => {
  await Promise.all(['brief', 'long'].map((name) => local.make(name, COUNTING, { Timeout: 9 })));
  const invoke = async (name: string, ms: number) => (await local.invoke(name, { ms })).value;
  await Promise.all([invoke('brief', 0), invoke('long', 4_000)]);

  await new Promise((resolve) => setTimeout(resolve, 3_000));

  expect(await Promise.all([invoke('brief', 0), invoke('long', 0)])).toEqual([1, 2]);
}, 30_000);
