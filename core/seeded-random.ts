/**
 * Random numbers that are the same on every platform: sfc32 (Chris Doty-Humphrey's Small Fast Counting generator, PractRand 0.93),
 * seeded by hashing the seed and any names that follow it. 32-bit integer arithmetic only, so no platform's rounding or
 * mathematical library plays a part. Not for secrets.
 */
export class SeededRandom {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  /** The same parts give the same sequence; `new SeededRandom(7, 'train', 12)` and `new SeededRandom(7, 'train', 13)` are unrelated. */
  constructor(...parts: readonly (string | number)[]) {
    const text = parts.join('\u0000');
    this.a = hash(text, 0x9e3779b9);
    this.b = hash(text, 0x85ebca6b);
    this.c = hash(text, 0xc2b2ae35);
    for (let round = 0; round < 12; round += 1) this.uint32();
  }

  /** A whole number, 0 to 2^32 - 1. */
  uint32(): number {
    const sum = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** A fraction, 0 <= x < 1. */
  fraction(): number {
    return this.uint32() / 4294967296;
  }

  /** A number, from <= x < to. */
  between(from: number, to: number): number {
    return from + (to - from) * this.fraction();
  }

  /** A whole number, 0 <= x < count. */
  below(count: number): number {
    return Math.floor(this.fraction() * count);
  }

  /** True with this probability. */
  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  /**
   * Bell-shaped: mean 0, standard deviation 1, never beyond 3.47. Irwin-Hall of four uniforms rather than Box-Muller, whose logarithm
   * and cosine differ between platforms.
   */
  bell(): number {
    const sum = this.fraction() + this.fraction() + this.fraction() + this.fraction();
    return (sum - 2) * 1.7320508075688772;
  }

  /** @throws RangeError for an empty list */
  pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new RangeError('Nothing can be picked from an empty list.');
    return list[this.below(list.length)]!;
  }

  /** A shuffled copy (Fisher and Yates). */
  shuffled<T>(list: readonly T[]): T[] {
    const copy = [...list];
    for (let last = copy.length - 1; last > 0; last -= 1) {
      const other = this.below(last + 1);
      [copy[last], copy[other]] = [copy[other]!, copy[last]!];
    }
    return copy;
  }
}

/** FNV-1a over UTF-16 code units, ended by the finaliser of MurmurHash3 so that every bit depends on every character. */
function hash(text: string, offset: number): number {
  let state = offset | 0;
  for (let index = 0; index < text.length; index += 1) {
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  }
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}
