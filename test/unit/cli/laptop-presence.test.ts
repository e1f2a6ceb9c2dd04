import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { announceLaptop, findLaptop } from '../../../cli/target/laptop-presence';
import { temporaryFolder } from '../../fixtures/temporary-folder';

const URL = 'http://127.0.0.1:5000';
const folder = temporaryFolder();
afterAll(() => folder.remove());

it('finds a laptop that is up, and none once it has taken its word back', () => {
  const withdraw = announceLaptop(folder.path, URL);

  expect(findLaptop(folder.path)).toMatchObject({ url: URL, pid: process.pid });
  withdraw();
  expect(findLaptop(folder.path)).toBeUndefined();
  expect(readdirSync(folder.path)).toEqual([]);
});

it.each([
  ['its process is gone', JSON.stringify({ url: URL, pid: spawnSync('true').pid })],
  ['its process id belongs to another by now', JSON.stringify({ url: URL, pid: process.pid, started: '1' })],
  ['the file is cut off', '{"url":"http'],
])('finds no laptop when %s', (_, text) => {
  writeFileSync(join(folder.path, 'laptop.json'), text);

  expect(findLaptop(folder.path)).toBeUndefined();
});

it('finds no laptop when there is no folder', () => {
  expect(findLaptop(join(folder.path, 'nowhere'))).toBeUndefined();
});
