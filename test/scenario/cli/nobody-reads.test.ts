import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CliProcess } from '../../fixtures/cli/cli-process';
import { temporaryFolder } from '../../fixtures/temporary-folder';

jest.setTimeout(60_000);

const folder = temporaryFolder();
afterAll(() => folder.remove());

it('goes on, and lets its folder go, when nobody reads its progress any more', async () => {
  const to = join(folder.path, 'prepared');
  const run = new CliProcess(['data', 'prepare', '--dataset', 'synthetic', '--to', to, '--json']);
  run.closeError();

  const { code, stdout } = await run.ended;

  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ folder: to });
  expect(existsSync(join(to, 'train.lst'))).toBe(true);
  expect(readdirSync(to)).not.toContain('.lock');
});
