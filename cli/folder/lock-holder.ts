import { readFileSync } from 'node:fs';

/** The process that holds a lock, told well enough that a later process of the same id is not taken for it. */
export interface LockHolder {
  readonly pid: number;
  /** When it began, in the kernel's own count; absent where the system does not tell. */
  readonly started?: string;
}

export const thisProcess = (): LockHolder => ({ pid: process.pid, started: startOf(process.pid) });

/** Whether the holder still runs. */
export function isAlive({ pid, started }: LockHolder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, as somebody else.
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return started === undefined || startOf(pid) === started;
}

/** Field 22 of `/proc/{pid}/stat` (proc(5)), counted behind the command's name, which may hold anything. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
