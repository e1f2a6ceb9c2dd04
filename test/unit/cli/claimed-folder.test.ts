import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ClaimedFolder } from '../../../cli/folder/claimed-folder';
import { thisProcess } from '../../../cli/folder/lock-holder';
import { UsageError } from '../../../cli/usage-error';
import { temporaryFolder } from '../../fixtures/temporary-folder';

const folder = temporaryFolder();
afterAll(() => folder.remove());

let count = 0;
const fresh = (): string => join(folder.path, String(count++), 'deep', 'er');

/** The id of a process that has ended. */
const deadProcess = (): number => spawnSync(process.execPath, ['-e', '']).pid;

function withLock(text: string): string {
  const path = fresh();
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, '.lock'), text);
  return path;
}

it('makes the folder, and takes all it made away again when nothing was put in', () => {
  const path = fresh();

  const claimed = ClaimedFolder.claim(path, 'output');
  const there = existsSync(path);
  claimed.release();

  expect(there).toBe(true);
  expect(existsSync(join(path, '../..'))).toBe(false);
  expect(existsSync(folder.path)).toBe(true);
});

it('keeps what was put in, without the lock', () => {
  const path = fresh();

  const claimed = ClaimedFolder.claim(path, 'output');
  writeFileSync(join(path, 'summary.json'), '{}');
  claimed.release();

  expect(readdirSync(path)).toEqual(['summary.json']);
});

it('leaves an empty folder that was there', () => {
  const path = fresh();
  mkdirSync(path, { recursive: true });

  ClaimedFolder.claim(path, 'state').release();

  expect(readdirSync(path)).toEqual([]);
});

it('refuses a folder that a living process holds, and takes it once that let go', () => {
  const path = fresh();
  const first = ClaimedFolder.claim(path, 'state');

  const second = () => ClaimedFolder.claim(path, 'state');

  expect(second).toThrow(UsageError);
  expect(second).toThrow(`The state folder ${path} is in use by process ${process.pid}: stop it, or choose another.`);
  first.release();
  second().release();
});

it.each([
  ['of a process that has ended', () => JSON.stringify({ pid: deadProcess() })],
  ['of an earlier process with the same id', () => JSON.stringify({ pid: process.pid, started: 'long ago' })],
  ['that a loss of power cut short', () => '{"pid":'],
  ['that is empty', () => ''],
])('takes a folder over from a lock %s', (_, lock) => {
  const path = withLock(lock());

  const claimed = ClaimedFolder.claim(path, 'state');

  expect(readdirSync(path)).toEqual(['.lock']);
  claimed.release();
  expect(readdirSync(path)).toEqual([]);
});

it('believes a lock whose holder does not say when it began', () => {
  const path = withLock(JSON.stringify({ pid: thisProcess().pid }));

  expect(() => ClaimedFolder.claim(path, 'output')).toThrow(/in use by process/);
});

it('says why a folder cannot be written, without the words of the system call', () => {
  const file = join(folder.path, 'file');
  writeFileSync(file, '');

  expect(() => ClaimedFolder.claim(join(file, 'out'), 'output')).toThrow(
    `The output folder ${join(file, 'out')} cannot be written: not a directory.`,
  );
});
