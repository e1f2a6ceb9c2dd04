import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { isGone, leaseHolder } from '../../../cli/release/lease/lease-holder';

/** A process of this machine that has ended. */
async function endedPid(): Promise<number> {
  const child = spawn(process.execPath, ['--eval', '']);
  const { pid = 0 } = child;
  await once(child, 'exit');
  return pid;
}

it('knows that this process is there', () => {
  expect(isGone(leaseHolder())).toBe(false);
});

it('knows of a process of this machine that it is gone', async () => {
  const { process: ours, holder } = leaseHolder();
  // Without such an id nobody can tell: only expiry frees the lease.
  if (ours === undefined) return console.warn('skipped: this system tells machines apart by name only');

  expect(isGone({ holder, process: { ...ours, pid: await endedPid() } })).toBe(true);
});

it('knows nothing of the processes of another machine', async () => {
  const process = { machine: 'elsewhere/1', pid: await endedPid() };

  expect(isGone({ holder: 'somebody', process })).toBe(false);
  expect(isGone({ holder: 'somebody' })).toBe(false);
});
