import { type ChildProcess, spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { eventually } from '../../fixtures/eventually';
import { isAlive } from '../../fixtures/sagemaker/laptop';
import { temporaryFolder } from '../../fixtures/temporary-folder';

const ROOT = resolve(__dirname, '../../..');
const folder = temporaryFolder();
let laptop: ChildProcess | undefined;

afterAll(() => {
  laptop?.kill('SIGKILL');
  folder.remove();
});

it('leaves no container when the laptop is killed with kill -9', async () => {
  laptop = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'test/fixtures/sagemaker/killed-laptop.ts')], {
    cwd: ROOT,
    env: { ...process.env, LAPTOP_FOLDER: folder.path },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const pids: number[] = [];
  for await (const line of createInterface({ input: laptop.stdout! })) {
    const pid = /^(?:training|serving) pid (\d+)$/.exec(line)?.[1];
    if (pid !== undefined) pids.push(Number(pid));
    if (pids.length === 2) break;
  }
  expect(pids.map(isAlive)).toEqual([true, true]);
  laptop.kill('SIGKILL');

  await eventually(() => !pids.some(isAlive), 15_000);
}, 60_000);
