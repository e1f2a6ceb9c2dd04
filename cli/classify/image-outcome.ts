/** How one image ended. */
export interface ImageOutcome {
  /** The path as given, or the key. */
  readonly name: string;
  readonly outcome: 'accepted' | 'second-look' | 'failed';
  readonly predictedLabel?: string;
  /** Calibrated, 0..1. */
  readonly confidence?: number;
  readonly inferences?: readonly number[];
  readonly inferenceId?: string;
  readonly milliseconds?: number;
  /** `s3://bucket/key`; absent for a file that was never uploaded. */
  readonly image?: string;
  readonly executionArn?: string;
  /** Name and message of what went wrong. */
  readonly error?: string;
  readonly cause?: string;
}

export interface OutcomeCounts {
  readonly images: number;
  readonly accepted: number;
  readonly secondLook: number;
  readonly failed: number;
}

export function countOutcomes(outcomes: readonly Pick<ImageOutcome, 'outcome'>[]): OutcomeCounts {
  const count = (wanted: ImageOutcome['outcome']): number =>
    outcomes.filter(({ outcome }) => outcome === wanted).length;
  return {
    images: outcomes.length,
    accepted: count('accepted'),
    secondLook: count('second-look'),
    failed: count('failed'),
  };
}

const WORDS = { accepted: 'accepted', 'second-look': 'second look', failed: 'failed' } as const;

/** `second look  61.2 %  bicycle     test/1.png`, or `failed  test/2.png: ImageUnreadable: …`. */
export function outcomeLine({ name, outcome, predictedLabel = '', confidence, error, cause }: ImageOutcome): string {
  const word = WORDS[outcome].padEnd(11);
  if (outcome === 'failed') return `${word}  ${name}: ${[error, cause].filter(Boolean).join(': ')}`;
  const sure = confidence === undefined ? '' : `${(confidence * 100).toFixed(1)} %`;
  return `${word}  ${sure.padStart(7)}  ${predictedLabel.padEnd(12)}  ${name}`;
}

export const countsLine = ({ images, accepted, secondLook, failed }: OutcomeCounts, noun = 'image'): string =>
  `${images} ${images === 1 ? noun : `${noun}s`}: ${accepted} accepted, ${secondLook} second look, ${failed} failed`;
