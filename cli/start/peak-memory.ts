import { readdirSync, readFileSync } from 'node:fs';

/** High-water marks need few looks: a process that lives shorter has nothing to hide. */
const SAMPLE_MILLISECONDS = 500;
const MEGABYTE = 1_000_000;

/**
 * The largest resident memory that any one process of the run had: this one by its own account; on Linux also every process below it, whose
 * high-water mark the kernel keeps (`VmHWM` of `/proc/{pid}/status`).
 */
export class PeakMemory {
  private peakBytes = 0;
  private readonly timer: NodeJS.Timeout;

  constructor() {
    this.timer = setInterval(() => this.sample(), SAMPLE_MILLISECONDS);
    this.timer.unref();
  }

  /** Stops watching. Megabytes of 1,000,000 bytes. */
  stop(): number {
    this.sample();
    clearInterval(this.timer);
    return Math.round(this.peakBytes / MEGABYTE);
  }

  private sample(): void {
    // maxRSS and VmHWM are in units of 1,024 bytes.
    this.peakBytes = Math.max(this.peakBytes, process.resourceUsage().maxRSS * 1024, ...peaksBelow(process.pid));
  }
}

/** The largest resident memory that each process below one had, bytes; on Linux alone, elsewhere none. */
export function peaksBelow(root: number): number[] {
  if (process.platform !== 'linux') return [];
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc')) {
    const pid = Number(entry);
    if (Number.isInteger(pid)) parents.set(pid, field(pid, 'PPid'));
  }
  const isBelow = (pid: number): boolean => {
    for (let at = parents.get(pid); at !== undefined && at > 1; at = parents.get(at)) if (at === root) return true;
    return false;
  };
  return [...parents.keys()].filter(isBelow).map(peakOf);
}

/** The largest resident memory that a process had, bytes; 0 where the system does not tell. */
export const peakOf = (pid: number): number => field(pid, 'VmHWM') * 1024;

/** A number of `/proc/{pid}/status`; 0 where the process is gone. */
function field(pid: number, name: string): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(status)?.[1] ?? 0);
  } catch {
    return 0;
  }
}
