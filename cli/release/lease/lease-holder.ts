import { readFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import type { ReleaseLeaseRecord } from '../../../core/contracts/release-lease';
import { isAlive, thisProcess } from '../../folder/lock-holder';

/** Who a lease names: for people, and for other processes of this machine. */
export type LeaseHolder = Pick<ReleaseLeaseRecord, 'holder' | 'process'>;

/** This process. */
export function leaseHolder(): LeaseHolder {
  const { pid, started } = thisProcess();
  const machine = machineId();
  return {
    holder: `${userName()} on ${hostname()}, process ${pid}`,
    ...(machine === undefined ? {} : { process: { machine, pid, started } }),
  };
}

/** Whether the holder was a process of this machine that is no longer there; false where that cannot be known. */
export function isGone({ process }: LeaseHolder): boolean {
  return process !== undefined && process.machine === machineId() && !isAlive(process);
}

/** This machine since it was started, told from every other of the same name; undefined where the system has no such id. */
function machineId(): string | undefined {
  try {
    return `${hostname()}/${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}`;
  } catch {
    return undefined;
  }
}

/** A container's user may have no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'somebody';
  }
}
