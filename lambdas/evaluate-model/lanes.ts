/** So many pieces of work at a time, first come, first served. The first that fails ends all that have not begun. */
export class Lanes {
  private readonly waiting: (() => void)[] = [];
  private failure: { readonly error: unknown } | undefined;

  constructor(private free: number) {}

  /** Begins nothing any more: whoever waits gets this error. */
  stop(error: unknown): void {
    this.failure ??= { error };
  }

  /** @throws what the work throws, or what an earlier one threw */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.free > 0) this.free--;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      if (this.failure !== undefined) throw this.failure.error;
      return await work();
    } catch (error) {
      this.stop(error);
      throw error;
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.free++;
      else next();
    }
  }
}
