/** One figure of a bench, always beside a reference measured in the same run. */
export interface Measurement {
  /** `S3 PutObject 2.5 KB, 32 in parallel` */
  readonly name: string;
  readonly value: number;
  /** `requests/s`, `ms`, `MB`, `s/epoch` */
  readonly unit: string;
  /** What the same machine does without our code in the way, or with the plain version of it. */
  readonly reference?: { readonly name: string; readonly value: number };
  /** The figure that the project aims at on a quiet 2-core machine, as a sentence. */
  readonly target?: string;
}

export interface BenchOptions {
  /** A small run that proves the bench works, for CI. */
  readonly quick: boolean;
  /** How many images, where a bench sends some through. @default the bench's */
  readonly images?: number;
  /** Of what is drawn at random. @default the bench's */
  readonly seed?: number;
}

/** One file of `bench/`: measures one part; counts its own completed operations; takes medians of repeated runs, or totals of slices by turns. */
export interface Bench {
  readonly name: string;
  readonly about: string;
  run(options: BenchOptions): Promise<readonly Measurement[]>;
}

/** Median of a non-empty list. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
