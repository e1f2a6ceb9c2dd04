import type { Clock } from './clock';
import type { StateFile } from './state-file';

/** A clock that runs with another one, ahead of it by as much as it has been moved forward. */
export class MovableClock implements Clock {
  /** Milliseconds. */
  private aheadMs: number;

  /** @param file keeps how far ahead it is, so that time does not run back at a restart. */
  constructor(
    private readonly base: Clock,
    private readonly file: StateFile<{ readonly aheadMs: number }>,
  ) {
    this.aheadMs = file.read()?.aheadMs ?? 0;
  }

  now(): Date {
    return new Date(this.base.now().getTime() + this.aheadMs);
  }

  /** How far it is ahead of the clock that it runs with. Milliseconds. */
  get ahead(): number {
    return this.aheadMs;
  }

  /** Moves forward; a time that has passed changes nothing. To be followed by `save`. */
  moveTo(time: Date): void {
    this.aheadMs += Math.max(0, time.getTime() - this.now().getTime());
  }

  save(): void {
    this.file.write({ aheadMs: this.aheadMs });
  }
}
