import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Journal, JournalDamaged } from '../../../local/journal';
import { temporaryFolder } from '../../fixtures/temporary-folder';

const folder = temporaryFolder();
afterAll(() => folder.remove());
let files = 0;
const newPath = (): string => join(folder.path, `${++files}.jsonl`);

function opened(path: string): { readonly journal: Journal<unknown>; readonly entries: readonly unknown[] } {
  const entries: unknown[] = [];
  return { journal: new Journal(path, (entry) => entries.push(entry)), entries };
}

it('gives every entry again in its order when it is opened anew', () => {
  const path = newPath();
  const { journal } = opened(path);
  for (const entry of [1, { two: 'zwei' }, 'drei\n']) journal.append(entry);
  journal.close();

  const again = opened(path);

  expect(again.entries).toEqual([1, { two: 'zwei' }, 'drei\n']);
  expect([again.journal.length, again.journal.size]).toEqual([3, readFileSync(path).length]);
  again.journal.close();
});

it('cuts a torn last line off, so that the next entry has a line of its own', () => {
  const path = newPath();
  const { journal } = opened(path);
  journal.append('whole');
  journal.close();
  appendFileSync(path, '{"torn":');

  const second = opened(path);
  second.journal.append('next');
  second.journal.close();

  expect(opened(path).entries).toEqual(['whole', 'next']);
});

it('says which line is damaged when one within the file is no JSON', () => {
  const path = newPath();
  writeFileSync(path, '1\nrubbish\n3\n');

  expect(() => opened(path)).toThrow(JournalDamaged);
  expect(() => opened(path)).toThrow(/line 2/);
});

it('holds only the new entries after a rewrite, and goes on behind them', () => {
  const path = newPath();
  const { journal } = opened(path);
  for (const entry of [1, 2, 3]) journal.append(entry);
  journal.rewrite([3]);
  journal.append(4);
  journal.close();

  expect(opened(path).entries).toEqual([3, 4]);
});

it('closes its file once, however often it is told to', () => {
  const path = newPath();
  const { journal } = opened(path);
  journal.close();
  // The number of a closed file is given to the next one that is opened.
  const other = opened(newPath()).journal;

  expect(() => journal.close()).not.toThrow();
  expect(() => other.append(1)).not.toThrow();
  other.close();
});
