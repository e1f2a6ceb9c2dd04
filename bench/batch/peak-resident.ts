import { writeFileSync } from 'node:fs';
import { peakOf, peaksBelow } from '../../cli/start/peak-memory';

/** A child that ends between two looks takes what it needed with it. Milliseconds. */
const LOOK_INTERVAL = 500;
const MEGABYTE = 1_000_000;
/** Has the kernel count a process's high-water mark anew from what it holds now (proc(5), `clear_refs`). */
const RESET_PEAK = '5';

/** The largest resident memory of a process and of those below it, from now on: as the kernel counts it, on Linux; elsewhere 0. */
export class PeakResident {
  private below = 0;
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly pid: number) {
    this.reset();
    this.timer = setInterval(() => this.look(), LOOK_INTERVAL);
    this.timer.unref();
  }

  /** Megabytes of 1,000,000 bytes, until now. */
  peaks(): { readonly own: number; readonly below: number } {
    this.look();
    return { own: peakOf(this.pid) / MEGABYTE, below: this.below / MEGABYTE };
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    this.below = Math.max(this.below, ...peaksBelow(this.pid));
  }

  private reset(): void {
    if (process.platform === 'linux') writeFileSync(`/proc/${this.pid}/clear_refs`, RESET_PEAK);
  }
}
