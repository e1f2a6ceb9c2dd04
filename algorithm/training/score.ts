import type { BatchScore } from '../network/softmax';

/** Means over images. */
export interface Score {
  readonly accuracy: number;
  readonly crossEntropy: number;
  /** Share of images whose label is among the k most probable; 0 where nobody asked. */
  readonly topKAccuracy: number;
}

/** Adds up batches. */
export class RunningScore {
  private images = 0;
  private correct = 0;
  private crossEntropySum = 0;
  private withinTopK = 0;

  add({ correct, crossEntropySum, withinTopK }: BatchScore, images: number): void {
    this.images += images;
    this.correct += correct;
    this.crossEntropySum += crossEntropySum;
    this.withinTopK += withinTopK;
  }

  mean(): Score {
    return {
      accuracy: this.correct / this.images,
      crossEntropy: this.crossEntropySum / this.images,
      topKAccuracy: this.withinTopK / this.images,
    };
  }
}
