const START = 1024;

/**
 * A sample of rows without replacement that does not depend on the order and parts they came in: every row has a random key (a hash of
 * its identity and the seed), and the rows with the smallest keys stay. Up to its size it holds every row.
 * Each row is some numbers; 8 bytes each and 8 for the key, at most twice the size of rows at a time.
 */
export class BottomSample {
  private keys = new Float64Array(START);
  private values: Float64Array;
  private count = 0;
  /** Rows offered so far. */
  offered = 0;

  constructor(
    readonly size: number,
    readonly width: number,
  ) {
    this.values = new Float64Array(START * width);
  }

  add(key: number, row: readonly number[]): void {
    this.offered += 1;
    this.put(key, row);
  }

  merge(other: BottomSample): void {
    this.offered += other.offered;
    for (const { key, row } of other.entries()) this.put(key, row);
  }

  /** The sampled rows, smallest key first. */
  rows(): number[][] {
    return this.entries().map(({ row }) => row);
  }

  entries(): { readonly key: number; readonly row: number[] }[] {
    this.shrink(this.size);
    const { width } = this;
    return this.order().map((index) => ({
      key: this.keys[index]!,
      row: Array.from(this.values.subarray(index * width, (index + 1) * width)),
    }));
  }

  private put(key: number, row: readonly number[]): void {
    if (this.count === this.keys.length) {
      if (this.count >= 2 * this.size) this.shrink(this.size);
      else this.resize(Math.min(2 * this.count, Math.max(2 * this.size, START)));
    }
    this.keys[this.count] = key;
    for (let index = 0; index < this.width; index += 1) this.values[this.count * this.width + index] = row[index]!;
    this.count += 1;
  }

  private resize(rows: number): void {
    const [keys, values] = [new Float64Array(rows), new Float64Array(rows * this.width)];
    keys.set(this.keys);
    values.set(this.values);
    this.keys = keys;
    this.values = values;
  }

  private order(): number[] {
    const order = Array.from({ length: this.count }, (_, index) => index);
    return order.sort((one, other) => this.keys[one]! - this.keys[other]!);
  }

  private shrink(size: number): void {
    if (this.count <= size) return;
    const { width } = this;
    const kept = this.order().slice(0, size);
    const keys = Float64Array.from(kept, (index) => this.keys[index]!);
    const values = new Float64Array(size * width);
    kept.forEach((index, place) => {
      values.set(this.values.subarray(index * width, (index + 1) * width), place * width);
    });
    this.keys.set(keys);
    this.values.set(values);
    this.count = size;
  }
}
