import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { buildAlgorithm } from '../../../algorithm/build';
import { loadKernels } from '../../../algorithm/kernels/load-kernels';
import { temporaryFolder } from '../../fixtures/temporary-folder';

jest.setTimeout(60_000);

const folder = temporaryFolder();
afterAll(() => folder.remove());

/** A builder that knows nothing of the others, as another process would have it. */
function freshBuilder(): typeof buildAlgorithm {
  let build: typeof buildAlgorithm | undefined;
  jest.isolateModules(() => {
    build = (require('../../../algorithm/build') as { buildAlgorithm: typeof buildAlgorithm }).buildAlgorithm;
  });
  return build!;
}

it('leaves one whole build when two build at once', async () => {
  const builds = await Promise.all([freshBuilder()(folder.path), freshBuilder()(folder.path)]);
  expect(builds[0]).toEqual(builds[1]);
  expect(readdirSync(folder.path)).toHaveLength(1);
  expect(readFileSync(builds[0].script, 'utf8')).toContain('must be train or serve');
  expect(loadKernels(builds[0].kernels)(1).name).toBe('wasm');
});

it('does nothing when the build is there already', async () => {
  const { script } = await freshBuilder()(folder.path);
  const before = statSync(dirname(script)).mtimeMs;
  await freshBuilder()(folder.path);
  expect(statSync(dirname(script)).mtimeMs).toBe(before);
});
