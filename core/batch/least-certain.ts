/** Keeps the `size` items of the lowest confidence, however many come: sorted and cut whenever twice as many are there. */
export class LeastCertain<Item extends { readonly confidence: number }> {
  private kept: Item[] = [];

  constructor(private readonly size: number) {}

  add(item: Item): void {
    this.kept.push(item);
    if (this.kept.length >= 2 * this.size) this.cut();
  }

  /** The least certain first. */
  items(): readonly Item[] {
    this.cut();
    return this.kept;
  }

  private cut(): void {
    this.kept.sort((one, other) => one.confidence - other.confidence);
    this.kept = this.kept.slice(0, this.size);
  }
}
