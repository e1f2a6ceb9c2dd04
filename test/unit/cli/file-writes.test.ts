import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FileWrites } from '../../../cli/data/file-writes';
import { temporaryFolder } from '../../fixtures/temporary-folder';

const folder = temporaryFolder();
afterAll(() => folder.remove());

it('has written every file when it is finished, however many waited', async () => {
  const writes = new FileWrites();
  const name = (at: number): string => join(folder.path, `${at}.bin`);
  let waited = 0;

  for (let at = 0; at < 1_000; at++) {
    const room = writes.add(name(at), Buffer.from([at & 0xff]));
    if (room !== undefined) {
      waited++;
      await room;
    }
  }
  await writes.finish();

  expect(waited).toBeGreaterThan(0);
  for (let at = 0; at < 1_000; at++) expect(readFileSync(name(at))).toEqual(Buffer.from([at & 0xff]));
});

it('tells of a write that failed at the next one and at the end, and writes nothing after it', async () => {
  const writes = new FileWrites();
  const late = join(folder.path, 'late.bin');

  writes.add(join(folder.path, 'missing', 'a.bin'), Buffer.from('a'));

  await expect(writes.finish()).rejects.toMatchObject({ code: 'ENOENT' });
  expect(() => writes.add(late, Buffer.from('b'))).toThrow(/ENOENT/);
  expect(existsSync(late)).toBe(false);
});

it('leaves nothing under way once it is abandoned', async () => {
  const writes = new FileWrites();
  for (let at = 0; at < 50; at++) writes.add(join(folder.path, `abandoned-${at}`), Buffer.from('x'));

  await writes.abandon();
  const written = (): number =>
    Array.from({ length: 50 }, (_, at) => join(folder.path, `abandoned-${at}`)).filter(existsSync).length;
  const before = written();
  await new Promise((resolve) => setTimeout(resolve, 50));

  expect(before).toBeLessThan(50);
  expect(written()).toBe(before);
});
