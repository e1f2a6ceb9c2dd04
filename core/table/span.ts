/** Where a string lies, without its quotes. */
export class Span {
  from = 0;
  to = 0;

  set(from: number, to: number): void {
    this.from = from;
    this.to = to;
  }

  get isEmpty(): boolean {
    return this.from === this.to;
  }
}
