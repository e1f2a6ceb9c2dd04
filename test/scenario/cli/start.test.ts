import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { SMALL, startRun } from '../../fixtures/cli/start-run';
import { describeRealData } from '../../fixtures/real-data';
import { temporaryFolder } from '../../fixtures/temporary-folder';

jest.setTimeout(600_000);

const folder = temporaryFolder();
afterAll(() => folder.remove());
/** One for all, so that only the first run synthesizes. */
const OUT = join(folder.path, 'out');

/** Peak of any one process: 800 are aimed at with the defaults (bench/README.md); a smaller run beside other tests, which collects later, stays below this. */
const PEAK_MEGABYTES = 1_000;

/** A network namespace of its own, with the loopback interface alone. */
const LOOPBACK_ONLY = ['unshare', '--map-root-user', '--net', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh'];

/** The interfaces in there; undefined where this system lets nobody make a network namespace. */
function loopbackOnly(): string[] | undefined {
  const [command = '', ...args] = LOOPBACK_ONLY;
  const { status, stdout } = spawnSync(command, [...args, 'cat', '/proc/net/dev'], { encoding: 'utf8' });
  if (status !== 0) return undefined;
  return stdout
    .split('\n')
    .filter((line) => line.includes(':'))
    .map((line) => line.trim().split(':')[0] as string);
}

async function tellsTheWholeStory(wrapper: readonly string[]): Promise<void> {
  const { summary, report, stdout } = await startRun(OUT, SMALL, { wrapper });

  expect(summary.dataset).toEqual({ name: 'synthetic', classes: ['bicycle', 'motorcycle'], train: 1000, test: 200 });
  const { executions, accepted, secondLook, failed } = summary.workflow;
  expect([executions, accepted + secondLook, failed]).toEqual([5, 5, 0]);
  expect(summary.alerts).toEqual({ published: secondLook, emails: secondLook });
  expect(summary.capture.records).toBe(5);
  expect(summary.training.epochs).toBe(2);
  expect(summary.peakRssMb).toBeLessThan(PEAK_MEGABYTES);
  expect(report).toMatch(/^<!doctype html>/i);
  expect(stdout).toContain(join(OUT, 'report.html'));
}

const INTERFACES = loopbackOnly();
if (INTERFACES === undefined) {
  console.warn('not taken offline: this system does not let us make a network namespace (unshare)');
  it('tells the whole story', () => tellsTheWholeStory([]));
}

const offline = INTERFACES === undefined ? it.skip : it;
offline('tells the whole story with nothing but the loopback interface', async () => {
  expect(INTERFACES).toEqual(['lo']);
  await tellsTheWholeStory(LOOPBACK_ONLY);
});

it('tells three classes apart', async () => {
  const classes = ['bicycle', 'motorcycle', 'pickup_truck'];

  const { summary, report } = await startRun(OUT, ['--classes', classes.join(','), '--images', '6', '--epochs', '3']);

  expect(summary.dataset).toMatchObject({ classes, train: 1500, test: 300 });
  expect(summary.workflow).toMatchObject({ executions: 6, failed: 0 });
  // Two in three would be wrong by chance.
  expect(summary.training.accuracy).toBeGreaterThan(0.45);
  for (const name of classes) expect(report).toContain(name);
});

it('looks at every image when the threshold is one, and at none when it is zero', async () => {
  const strict = await startRun(OUT, [...SMALL, '--threshold', '1', '--epochs', '1']);
  const lax = await startRun(OUT, [...SMALL, '--threshold', '0', '--epochs', '1']);

  expect(strict.summary.workflow).toMatchObject({ accepted: 0, secondLook: 5, failed: 0 });
  expect(strict.summary.alerts).toEqual({ published: 5, emails: 5 });
  expect(lax.summary.workflow).toMatchObject({ accepted: 5, secondLook: 0, failed: 0 });
  expect(lax.summary.alerts).toEqual({ published: 0, emails: 0 });
});

describeRealData('cifar100-vehicles', (data) => {
  it('learns from a folder of own images', async () => {
    const { summary } = await startRun(OUT, ['--data', data, '--images', '10', '--epochs', '4']);

    expect(summary.dataset).toMatchObject({ name: 'cifar100-vehicles', train: 1000, test: 100 });
    expect(summary.workflow).toMatchObject({ executions: 10, failed: 0 });
    expect(summary.training.accuracy).toBeGreaterThan(0.6);
  });
});
