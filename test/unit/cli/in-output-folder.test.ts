import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { inOutputFolder } from '../../../cli/folder/in-output-folder';
import { temporaryFolder } from '../../fixtures/temporary-folder';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const out = () => join(folder.path, 'out');
const isLocked = () => existsSync(join(out(), '.lock'));

it('has the folder to itself while it works', async () => {
  const { signal } = new AbortController();

  await expect(inOutputFolder(out(), signal, async () => isLocked())).resolves.toBe(true);

  expect(isLocked()).toBe(false);
});

it('tells what breaks as it is, and releases the folder', async () => {
  const { signal } = new AbortController();

  await expect(inOutputFolder(out(), signal, () => Promise.reject(new Error('disk full')))).rejects.toThrow(
    'disk full',
  );

  expect(isLocked()).toBe(false);
});

it('tells what breaks after an interruption as the interruption', async () => {
  const controller = new AbortController();
  const work = () => {
    controller.abort(new Error('interrupted'));
    return Promise.reject(new Error('socket hang up'));
  };

  await expect(inOutputFolder(out(), controller.signal, work)).rejects.toThrow('interrupted');

  expect(isLocked()).toBe(false);
});
