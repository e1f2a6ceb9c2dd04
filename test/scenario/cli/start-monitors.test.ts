import { join } from 'node:path';
import { startRun } from '../../fixtures/cli/start-run';
import { temporaryFolder } from '../../fixtures/temporary-folder';

jest.setTimeout(900_000);

const folder = temporaryFolder();
afterAll(() => folder.remove());

it('ends, with its defaults, with every monitor calm about the traffic, and every one alarmed by the drifted copy', async () => {
  const { summary } = await startRun(join(folder.path, 'out'), []);
  const states = (monitors: typeof summary.monitors) =>
    Object.fromEntries(Object.entries(monitors).map(([name, { state }]) => [name, state]));
  const all = (state: string) => ({
    dataQuality: state,
    modelQuality: state,
    bias: state,
    explainability: state,
    images: state,
  });

  expect(states(summary.monitors)).toEqual(all('Completed'));
  expect(Object.values(summary.monitors).map(({ violations }) => violations)).toEqual([0, 0, 0, 0, 0]);
  expect(states(summary.driftedMonitors)).toEqual(all('CompletedWithViolations'));
  for (const { violations } of Object.values(summary.driftedMonitors)) expect(violations).toBeGreaterThan(0);
});
