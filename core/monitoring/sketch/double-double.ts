/** 2^27 + 1: splits a double into two halves whose products are exact (Dekker, Numerische Mathematik 18, 1971). */
const SPLITTER = 134217729;

/**
 * A sum kept as two doubles, about 106 bits (Knuth's TwoSum, Dekker's product): rounded to one double at the end it is the same, to the
 * last bit, in whatever order and parts the values came, unless they cancel beyond 16 digits more than a double has.
 */
export class DoubleDouble {
  constructor(
    public high = 0,
    public low = 0,
  ) {}

  add(value: number): void {
    const sum = this.high + value;
    const part = sum - this.high;
    const error = this.high - (sum - part) + (value - part);
    const low = this.low + error;
    this.high = sum + low;
    this.low = low - (this.high - sum);
  }

  /** Adds value². */
  addSquare(value: number): void {
    const square = value * value;
    this.add(square);
    const scaled = SPLITTER * value;
    const head = scaled - (scaled - value);
    const tail = value - head;
    this.add(head * head - square + 2 * head * tail + tail * tail);
  }

  merge(other: DoubleDouble): void {
    this.add(other.high);
    this.add(other.low);
  }

  get value(): number {
    return this.high + this.low;
  }

  /** n Σx² - (Σx)², the sum of squared distances from the mean times n, without the cancellation that doubles would suffer. */
  static spread(count: number, sum: DoubleDouble, squares: DoubleDouble): number {
    const scaled = product(squares, new DoubleDouble(count));
    const square = product(sum, sum);
    scaled.add(-square.high);
    scaled.add(-square.low);
    return Math.max(0, scaled.value);
  }
}

function product(one: DoubleDouble, other: DoubleDouble): DoubleDouble {
  const high = one.high * other.high;
  const [a, b] = [split(one.high), split(other.high)];
  const error = a.head * b.head - high + a.head * b.tail + a.tail * b.head + a.tail * b.tail;
  const result = new DoubleDouble(high);
  result.add(error + (one.high * other.low + one.low * other.high));
  return result;
}

function split(value: number): { head: number; tail: number } {
  const scaled = SPLITTER * value;
  const head = scaled - (scaled - value);
  return { head, tail: value - head };
}
