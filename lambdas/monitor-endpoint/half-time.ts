/**
 * Time of a function that work of unknown length may take: the first half. The rest is for what the function is there for, which a time-out would
 * lose, in every attempt anew.
 */
export class HalfTime {
  private readonly half: number;
  private longest = 0;

  /** @param remaining until the function's time is up; milliseconds */
  constructor(private readonly remaining: () => number) {
    this.half = remaining() / 2;
  }

  /** Whether a piece as long as the longest so far would end within it. */
  isEnough(): boolean {
    return this.remaining() - this.longest > this.half;
  }

  /** Does a piece of the work, and keeps in mind how long it took. */
  async spend<Result>(work: () => Promise<Result>): Promise<Result> {
    const before = this.remaining();
    const result = await work();
    this.longest = Math.max(this.longest, before - this.remaining());
    return result;
  }
}
