import { SeededRandom } from '../../core/seeded-random';

/** What can be disturbed: a request to one of three services, or the invocation of a function. */
export type Operation = 's3' | 'endpoint' | 'sns' | 'function';

export const FAULT_KINDS = [
  'S3 slows down (503)',
  'S3 fails (500)',
  'S3 connection cut',
  'S3 time-out',
  'endpoint fails (503)',
  'model fails (500)',
  'endpoint throttles (429)',
  'endpoint time-out',
  'malformed answer',
  'SNS refuses (500)',
  'worker killed',
  'delivered twice',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** Which faults an operation meets, and how many of a hundred; ten together. A time-out costs its function 4 to 15 s, so there are few. */
const PERCENTAGES: Readonly<Record<Operation, Partial<Record<FaultKind, number>>>> = {
  s3: { 'S3 slows down (503)': 5, 'S3 fails (500)': 3, 'S3 connection cut': 1.75, 'S3 time-out': 0.25 },
  endpoint: {
    'endpoint fails (503)': 2,
    'model fails (500)': 2,
    'endpoint throttles (429)': 3.75,
    'endpoint time-out': 0.25,
    'malformed answer': 2,
  },
  sns: { 'SNS refuses (500)': 10 },
  function: { 'worker killed': 5, 'delivered twice': 5 },
};

/**
 * Which operations are disturbed, and how: a tenth of each sort, drawn from the seed and the operation's number. So that a small run meets every kind, each sort
 * begins with one fault of each, at every second operation; SNS, of which a batch asks one thing, refuses twice, for the SDK asks twice.
 */
export class FaultPlan {
  private readonly met = new Map<FaultKind, number>();
  private readonly numbers: Record<Operation, number> = { s3: 0, endpoint: 0, sns: 0, function: 0 };

  constructor(readonly seed: number) {}

  /** What happens to the next operation of a sort; undefined where nothing does. */
  next(operation: Operation): FaultKind | undefined {
    const number = this.numbers[operation]++;
    const kind = this.first(operation, number) ?? this.drawn(operation, number);
    if (kind !== undefined) this.met.set(kind, (this.met.get(kind) ?? 0) + 1);
    return kind;
  }

  /** How often each kind was met so far. */
  counts(): ReadonlyMap<FaultKind, number> {
    return this.met;
  }

  /** How many operations of each sort there were. */
  operations(): Readonly<Record<Operation, number>> {
    return { ...this.numbers };
  }

  private first(operation: Operation, number: number): FaultKind | undefined {
    if (operation === 'sns') return number < 2 ? 'SNS refuses (500)' : undefined;
    const kinds = Object.keys(PERCENTAGES[operation]) as FaultKind[];
    return number % 2 === 0 ? new SeededRandom('first faults', this.seed).shuffled(kinds)[number / 2] : undefined;
  }

  private drawn(operation: Operation, number: number): FaultKind | undefined {
    let left = new SeededRandom('faults', this.seed, operation, number).fraction() * 100;
    for (const [kind, percentage] of Object.entries(PERCENTAGES[operation])) {
      left -= percentage;
      if (left < 0) return kind as FaultKind;
    }
    return undefined;
  }
}
