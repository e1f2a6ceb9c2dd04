import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ClaimedFolder } from '../../../cli/folder/claimed-folder';
import { clearEarlierRun } from '../../../cli/folder/earlier-run';
import { UsageError } from '../../../cli/usage-error';
import { temporaryFolder } from '../../fixtures/temporary-folder';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const NAMES = ['summary.json', 'evaluation'];
let count = 0;

function madeFolder(): string {
  const path = join(folder.path, String(count++));
  mkdirSync(path);
  return path;
}

function withResults(path: string): void {
  mkdirSync(join(path, 'evaluation'), { recursive: true });
  writeFileSync(join(path, 'evaluation', 'mine.txt'), 'months of work');
}

it('takes away what an earlier run has left, and nothing else', () => {
  const path = madeFolder();
  clearEarlierRun(path, NAMES);
  withResults(path);
  writeFileSync(join(path, 'notes.txt'), 'mine');

  clearEarlierRun(path, NAMES);

  expect(existsSync(join(path, 'evaluation'))).toBe(false);
  expect(readFileSync(join(path, 'notes.txt'), 'utf8')).toBe('mine');
});

it('touches nothing in a folder that no run has worked in', () => {
  const path = madeFolder();
  withResults(path);
  writeFileSync(join(path, 'summary.json'), '{}');

  expect(() => clearEarlierRun(path, NAMES)).toThrow(UsageError);
  expect(() => clearEarlierRun(path, NAMES)).toThrow(/holds summary\.json, evaluation.*choose another folder/);
  expect(readFileSync(join(path, 'evaluation', 'mine.txt'), 'utf8')).toBe('months of work');
  expect(readdirSync(path).sort()).toEqual(['evaluation', 'summary.json']);
});

it('works in a folder of other things', () => {
  const path = madeFolder();
  writeFileSync(join(path, 'notes.txt'), 'mine');

  clearEarlierRun(path, NAMES);

  expect(existsSync(join(path, 'notes.txt'))).toBe(true);
});

it('leaves no folder behind where a run has come to nothing', () => {
  const path = join(folder.path, String(count++), 'deep');
  const claimed = ClaimedFolder.claim(path, 'output');
  clearEarlierRun(path, NAMES);
  claimed.release();

  expect(existsSync(path)).toBe(false);
});
