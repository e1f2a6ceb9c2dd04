import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** The largest heap, in megabytes, of a process that holds 52 MB while 400 pass through. */
async function largestHeap(how: 'limited' | 'free'): Promise<number> {
  const child = fork(join(__dirname, 'heap-growth-process.ts'), [how], { execArgv: ['--import', 'tsx'] });
  const [{ largestMb, held }] = (await once(child, 'message')) as [{ largestMb: number; held: number }];
  expect(held).toBe(52);
  return largestMb;
}

it('keeps the heap within three times of what it holds, where it would grow to five', async () => {
  const limited = await largestHeap('limited');
  const free = await largestHeap('free');

  expect(limited).toBeLessThan(160);
  expect(free).toBeGreaterThan(1.5 * limited);
}, 60_000);
