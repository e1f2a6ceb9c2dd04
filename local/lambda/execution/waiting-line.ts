interface Waiter<Thing> {
  readonly since: number;
  readonly give: (thing: Thing) => void;
  readonly refuse: (error: Error) => void;
}

export interface WaitingLineOptions<Thing> {
  /** Milliseconds after which `more` is asked for the first in line, again and again. */
  readonly patienceMs: number;
  /** One thing beyond those there are; undefined where there can be none now. */
  readonly more: () => Thing | undefined;
  /** Milliseconds after which a wait ends with `tooLong`. */
  readonly limitMs: number;
  readonly tooLong: () => Error;
}

/** Those who wait for one of a few things, first come first served. */
export class WaitingLine<Thing> {
  private readonly waiters: Waiter<Thing>[] = [];
  private ticker: NodeJS.Timeout | undefined;

  constructor(private readonly options: WaitingLineOptions<Thing>) {}

  wait(): Promise<Thing> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        clearTimeout(limit);
        this.waiters.splice(this.waiters.indexOf(waiter), 1);
        if (this.waiters.length === 0) this.rest();
      };
      const waiter: Waiter<Thing> = {
        since: performance.now(),
        give: (thing) => {
          leave();
          resolve(thing);
        },
        refuse: (error) => {
          leave();
          reject(error);
        },
      };
      const limit = setTimeout(() => waiter.refuse(this.options.tooLong()), this.options.limitMs);
      this.waiters.push(waiter);
      this.ticker ??= setInterval(() => this.askForMore(), this.options.patienceMs);
    });
  }

  /** Gives the first in line what `make` makes; makes nothing where nobody waits. @returns whether somebody did. */
  serve(make: () => Thing | undefined): boolean {
    const [waiter] = this.waiters;
    if (waiter === undefined) return false;
    try {
      const thing = make();
      if (thing !== undefined) waiter.give(thing);
    } catch (error) {
      waiter.refuse(error as Error);
    }
    return true;
  }

  /** Sends everyone away. */
  refuseAll(error: () => Error): void {
    for (const waiter of [...this.waiters]) waiter.refuse(error());
  }

  private askForMore(): void {
    const [waiter] = this.waiters;
    if (waiter !== undefined && performance.now() - waiter.since >= this.options.patienceMs)
      this.serve(this.options.more);
  }

  private rest(): void {
    clearInterval(this.ticker);
    this.ticker = undefined;
  }
}
