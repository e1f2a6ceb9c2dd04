import { askParts, type PartBounds, type PartWork } from '../../../lambdas/evaluate-model/ask-parts';
import type { AskedRow } from '../../../lambdas/evaluate-model/asked-row';
import { Lanes } from '../../../lambdas/evaluate-model/lanes';

const PARTS: readonly PartBounds[] = [0, 10, 20, 30].map((from) => ({ from, to: from + 10 }));
const SECOND = 1000;

/** Each part takes a second from when it is waited for; `events` tells what happened, in order. */
class Work implements PartWork {
  readonly events: string[] = [];
  private time = 0;

  constructor(
    readonly overlap: boolean,
    private readonly limit: number,
  ) {}

  readonly ask = async ({ from }: PartBounds): Promise<AskedRow[]> => {
    this.events.push(`ask ${from}`);
    return [];
  };

  readonly keep = async ({ from }: PartBounds): Promise<void> => {
    this.time += SECOND;
    this.events.push(`keep ${from}`);
  };

  readonly now = (): Date => new Date(this.time);
  readonly fits = (milliseconds: number): boolean => this.time + milliseconds <= this.limit;
}

describe('askParts', () => {
  it('asks about the next part before the last one is stored, once it knows how long a part takes', async () => {
    const work = new Work(true, Number.POSITIVE_INFINITY);
    await expect(askParts(PARTS, work)).resolves.toBe(true);
    expect(work.events).toEqual([
      ...['ask 0', 'keep 0', 'ask 10', 'ask 20', 'keep 10', 'ask 30', 'keep 20', 'keep 30'],
    ]);
  });

  it('asks about one part after the other where they may not overlap', async () => {
    const work = new Work(false, Number.POSITIVE_INFINITY);
    await expect(askParts(PARTS, work)).resolves.toBe(true);
    expect(work.events).toEqual(PARTS.flatMap(({ from }) => [`ask ${from}`, `keep ${from}`]));
  });

  it.each([
    [1, 1],
    [2, 2],
    [2.5, 2],
    [3, 3],
  ])('of an invocation with room for %s parts keeps %s and begins no other', async (room, kept) => {
    for (const overlap of [true, false]) {
      const work = new Work(overlap, room * SECOND);
      await expect(askParts(PARTS, work)).resolves.toBe(false);
      expect(work.events.filter((event) => event.startsWith('keep'))).toHaveLength(kept);
      expect(work.events.filter((event) => event.startsWith('ask'))).toHaveLength(kept);
    }
  });

  it('fails with the first part that fails, and stores none after it', async () => {
    const work = new Work(true, Number.POSITIVE_INFINITY);
    const { ask } = work;
    const failing = async (part: PartBounds): Promise<AskedRow[]> => {
      await ask(part);
      if (part.from >= 20) throw new Error(`of ${part.from}`);
      return [];
    };
    const { keep, now, fits, overlap } = work;
    await expect(askParts(PARTS, { ask: failing, keep, now, fits, overlap })).rejects.toThrow('of 20');
    expect(work.events).toEqual(['ask 0', 'keep 0', 'ask 10', 'ask 20', 'keep 10', 'ask 30']);
  });
});

describe('Lanes', () => {
  it('lets so many run at a time, in the order they came', async () => {
    const lanes = new Lanes(3);
    const begun: number[] = [];
    let running = 0;
    let most = 0;
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        lanes.run(async () => {
          begun.push(index);
          most = Math.max(most, ++running);
          await new Promise((resolve) => setImmediate(resolve));
          running--;
          return index;
        }),
      ),
    );
    expect(most).toBe(3);
    expect(begun).toEqual(results);
    expect(results).toHaveLength(20);
  });

  it.each(['fails', 'is stopped'])('begins nothing once it %s', async (how) => {
    const lanes = new Lanes(2);
    let begun = 0;
    const work = Array.from({ length: 10 }, () =>
      lanes.run(async () => {
        begun++;
        await new Promise((resolve) => setImmediate(resolve));
        if (how === 'fails') throw new Error('first');
      }),
    );
    if (how === 'is stopped') lanes.stop(new Error('first'));
    const outcomes = await Promise.allSettled(work);
    expect(begun).toBe(2);
    expect(outcomes.filter(({ status }) => status === 'rejected').length).toBe(how === 'fails' ? 10 : 8);
  });
});
