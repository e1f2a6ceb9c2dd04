import type { RunImage } from '../workflow-run';

/** An image that was classified. */
export interface ClassifiedRunImage extends RunImage {
  readonly confidence: number;
}

/** Classified images in the order of time. */
export function classifiedInOrder(images: readonly RunImage[]): ClassifiedRunImage[] {
  return images
    .filter((image): image is ClassifiedRunImage => image.confidence !== undefined)
    .map((image) => ({ image, time: Date.parse(image.time) }))
    .sort((one, other) => one.time - other.time)
    .map(({ image }) => image);
}

/** Below or at least the threshold: the same comparison as the workflow's. */
export const isBelow = (image: ClassifiedRunImage, threshold: number): boolean => !(image.confidence >= threshold);

export interface TimeScale {
  /** `seconds`, `minutes` … since the first image. */
  readonly unit: string;
  /** The image's time in that unit. */
  readonly of: (image: RunImage) => number;
}

/** The unit in which a run's length is a number one can read. */
export function timeScale(images: readonly ClassifiedRunImage[]): TimeScale {
  const times = images.map(({ time }) => Date.parse(time)).filter((time) => !Number.isNaN(time));
  const start = times.at(0) ?? 0;
  const span = (times.at(-1) ?? 0) - start;
  const [unit, divisor] = SCALES.find(([, , upTo]) => span <= upTo) ?? SCALES.at(-1)!;
  return { unit, of: ({ time }) => (Date.parse(time) - start) / divisor };
}

const SCALES: readonly (readonly [unit: string, milliseconds: number, upTo: number])[] = [
  ['seconds', 1000, 180_000],
  ['minutes', 60_000, 10_800_000],
  ['hours', 3_600_000, 259_200_000],
  ['days', 86_400_000, Number.POSITIVE_INFINITY],
];

/**
 * Where the confidence axis begins: a tenth, below every point and the threshold, and not above the least confidence that is possible
 * (1 / number of classes).
 */
export function confidenceFloor(images: readonly ClassifiedRunImage[], threshold: number, classes: number): number {
  const lowest = images.reduce(
    (least, { confidence }) => Math.min(least, confidence),
    Math.min(threshold, 1 / classes),
  );
  return Math.max(0, Math.floor(lowest * 10 + 1e-9) / 10);
}
