import { readAhead } from '../../../../cli/data/read-ahead';

const piece = (...bytes: number[]) => Uint8Array.from(bytes);

async function taken(pieces: AsyncIterable<Uint8Array>): Promise<number[][]> {
  const all: number[][] = [];
  for await (const bytes of pieces) all.push([...bytes]);
  return all;
}

describe('readAhead', () => {
  it('gives out the pieces in order when nothing breaks', async () => {
    async function* source() {
      yield piece(1);
      await null;
      yield piece(2, 3);
    }

    await expect(taken(readAhead(source()))).resolves.toEqual([[1], [2, 3]]);
  });

  it('gives out all that came before the error when the taker is late', async () => {
    async function* source() {
      yield piece(1);
      yield piece(2);
      throw new Error('broken');
    }
    const ahead = readAhead(source());
    await new Promise(setImmediate);

    const all: number[][] = [];
    const taking = (async () => {
      for await (const bytes of ahead) all.push([...bytes]);
    })();

    await expect(taking).rejects.toThrow('broken');
    expect(all).toEqual([[1], [2]]);
  });

  it('takes no more into memory than it may when nobody takes a piece', async () => {
    let given = 0;
    async function* source() {
      while (given < 10) {
        given += 1;
        yield piece(given, given);
      }
    }

    const ahead = readAhead(source(), 5);
    await new Promise(setImmediate);

    expect(given).toBe(3);
    await expect(taken(ahead)).resolves.toHaveLength(10);
  });
});
