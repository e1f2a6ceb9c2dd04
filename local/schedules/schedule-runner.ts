import type { MovableClock } from '../movable-clock';
import type { StateFile } from '../state-file';

/** Something that is due at times. */
export interface ScheduledItem {
  /** ARN of what is scheduled. */
  readonly key: string;
  /** Of the laptop itself: it fires in its turn and is not told of. @default false */
  readonly isInternal?: boolean;
  /** The first moment after `after`; undefined where there is none any more. */
  next(after: Date): Date | undefined;
  /** Once this returns, what is due will happen. */
  fire(at: Date): void;
}

/** One time at which a schedule was due. */
export interface Firing {
  readonly schedule: string;
  readonly at: Date;
}

interface Anchor {
  readonly expression: string;
  /** Milliseconds since 1970. */
  readonly since: number;
}

/** A timer may not be longer, and a clock of the system may be set. Milliseconds. */
const MAX_SLEEP_MS = 60_000;

export interface ScheduleRunnerOptions {
  readonly clock: MovableClock;
  /** Keeps since when each rate is counted. */
  readonly file: StateFile<Readonly<Record<string, Anchor>>>;
  /** Resolves once what was fired has reached its targets. */
  readonly settled: () => Promise<void>;
  readonly warn: (message: string) => void;
}

/** Fires what is due: as time goes by, or in order when the laptop's clock is moved forward. What fell due while the laptop was off does not fire. */
export class ScheduleRunner {
  private readonly items = new Map<string, { readonly item: ScheduledItem; due: Date | undefined }>();
  private readonly anchors: Map<string, Anchor>;
  private timer: NodeJS.Timeout | undefined;
  private moving: Promise<unknown> = Promise.resolve();
  private started = false;
  private stopped = false;

  constructor(private readonly options: ScheduleRunnerOptions) {
    this.anchors = new Map(Object.entries(options.file.read() ?? {}));
  }

  /** Since when a schedule has had its expression: now, where that is new. */
  since(key: string, expression: string): Date {
    const known = this.anchors.get(key);
    if (known?.expression === expression) return new Date(known.since);
    const since = this.options.clock.now();
    this.anchors.set(key, { expression, since: since.getTime() });
    this.options.file.write(Object.fromEntries(this.anchors));
    return since;
  }

  put(item: ScheduledItem): void {
    this.items.set(item.key, { item, due: item.next(this.options.clock.now()) });
    this.arm();
  }

  delete(key: string): void {
    this.items.delete(key);
    if (this.anchors.delete(key)) this.options.file.write(Object.fromEntries(this.anchors));
  }

  /** What is due next, in order. */
  upcoming(): readonly Firing[] {
    return this.due().filter(({ schedule }) => !this.isInternal(schedule));
  }

  private isInternal(key: string): boolean {
    return this.items.get(key)?.item.isInternal === true;
  }

  private due(): readonly Firing[] {
    return [...this.items.values()]
      .flatMap(({ item, due }) => (due === undefined ? [] : [{ schedule: item.key, at: due }]))
      .sort((a, b) => a.at.getTime() - b.at.getTime() || (a.schedule < b.schedule ? -1 : 1));
  }

  /** Begins to fire as time goes by; to be called once targets are there. */
  start(): void {
    this.started = true;
    this.arm();
  }

  async stop(): Promise<void> {
    this.started = false;
    this.stopped = true;
    clearTimeout(this.timer);
    await this.moving;
  }

  /**
   * Moves the clock forward, from one due moment to the next: each schedule fires at its own time and has reached its targets before time goes on.
   * @returns what was due, in order. A time that has passed moves nothing.
   */
  moveTo(time: Date): Promise<readonly Firing[]> {
    const moved = this.moving.then(() => this.fireUntil(time));
    this.moving = moved.catch(() => undefined);
    return moved;
  }

  private async fireUntil(time: Date): Promise<readonly Firing[]> {
    const { clock, settled } = this.options;
    const fired: Firing[] = [];
    await settled();
    for (;;) {
      const [next] = this.due();
      if (next === undefined || next.at > time || this.stopped) break;
      clock.moveTo(next.at);
      this.fire(next);
      if (this.isInternal(next.schedule)) continue;
      fired.push(next);
      // Kept after the firing: a kill in between fires once more, never not at all.
      clock.save();
      await settled();
    }
    if (time > clock.now() && !this.stopped) {
      clock.moveTo(time);
      clock.save();
    }
    this.arm();
    return fired;
  }

  private fire({ schedule, at }: Firing): void {
    const entry = this.items.get(schedule);
    if (entry === undefined) return;
    entry.due = entry.item.next(at);
    try {
      entry.item.fire(at);
    } catch (error) {
      this.options.warn(`${schedule}, due ${at.toISOString()}: ${String(error)}`);
    }
  }

  private arm(): void {
    clearTimeout(this.timer);
    const [next] = this.due();
    if (!this.started || next === undefined) return;
    const wait = Math.max(0, next.at.getTime() - this.options.clock.now().getTime());
    this.timer = setTimeout(() => void this.tick(), Math.min(wait, MAX_SLEEP_MS));
    this.timer.unref();
  }

  private async tick(): Promise<void> {
    this.moving = this.moving.then(() => this.fireDue()).catch(() => undefined);
    await this.moving;
    this.arm();
  }

  private fireDue(): void {
    const now = this.options.clock.now();
    for (let [next] = this.due(); next !== undefined && next.at <= now; [next] = this.due()) this.fire(next);
  }
}
