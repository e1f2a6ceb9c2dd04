import { SeededRandom } from '../../core/seeded-random';
import { TrainingDiverged } from '../container/algorithm-error';
import type { Hyperparameters } from '../hyperparameters/read-hyperparameters';
import type { TrainingNetwork } from '../network/training-network';
import { drawAugmentation } from './augmentation';
import { turn } from './evaluate';
import type { ImageSet } from './image-set';
import type { ImageWriter } from './image-writer';
import { learningRateAt } from './learning-rate';
import { makeOptimiser } from './optimisers/make-optimiser';
import { RunningScore, type Score } from './score';

export interface EpochOptions {
  readonly train: ImageSet;
  readonly hyperparameters: Hyperparameters;
  /** Ends the epoch after the current batch. */
  readonly signal: AbortSignal;
}

/** Passes over the training images, each in a new order. */
export class EpochRunner {
  private readonly optimiser: ReturnType<typeof makeOptimiser>;
  private readonly order: SeededRandom;
  private readonly augmentation: SeededRandom;
  private readonly labels: Uint32Array;
  private readonly stepsPerEpoch: number;
  private indices: readonly number[];

  constructor(
    private readonly options: EpochOptions,
    private readonly network: TrainingNetwork,
    private readonly writer: ImageWriter,
  ) {
    const { train, hyperparameters } = options;
    this.optimiser = makeOptimiser(network.parameters, hyperparameters);
    this.order = new SeededRandom(hyperparameters.seed, 'order');
    this.augmentation = new SeededRandom(hyperparameters.seed, 'augmentation');
    this.labels = new Uint32Array(hyperparameters.mini_batch_size);
    this.stepsPerEpoch = Math.ceil(train.count / hyperparameters.mini_batch_size);
    this.indices = Array.from({ length: train.count }, (_, index) => index);
  }

  /**
   * @returns undefined where the signal came first
   * @throws TrainingDiverged
   */
  async run(epoch: number): Promise<Score | undefined> {
    const { train, hyperparameters, signal } = this.options;
    const score = new RunningScore();
    this.indices = this.order.shuffled(this.indices);
    for (let step = 0; step < this.stepsPerEpoch; step += 1) {
      if (signal.aborted) return undefined;
      // Batches whose sizes differ by one at most: a last batch of a few images would have poor statistics.
      const from = Math.floor((step * train.count) / this.stepsPerEpoch);
      const to = Math.floor(((step + 1) * train.count) / this.stepsPerEpoch);
      for (const [slot, index] of this.indices.slice(from, to).entries()) {
        const change = drawAugmentation(
          hyperparameters.augmentation_type,
          this.augmentation,
          train.height,
          train.width,
        );
        this.writer.write(index, change, this.network.input, slot);
        this.labels[slot] = train.labels[index]!;
      }
      const batchScore = this.network.step(this.labels, to - from);
      if (!Number.isFinite(batchScore.crossEntropySum)) throw diverged(epoch, hyperparameters);
      score.add(batchScore, to - from);
      this.optimiser.step(this.rateAt(epoch * this.stepsPerEpoch + step));
      await turn();
    }
    return score.mean();
  }

  private rateAt(step: number): number {
    const {
      learning_rate: learningRate,
      epochs,
      lr_scheduler_step: fallEpochs,
      lr_scheduler_factor: factor,
    } = this.options.hyperparameters;
    return learningRateAt(step, { learningRate, epochs, stepsPerEpoch: this.stepsPerEpoch, fallEpochs, factor });
  }
}

function diverged(epoch: number, { learning_rate: rate }: Hyperparameters): TrainingDiverged {
  return new TrainingDiverged(`The loss became infinite in epoch ${epoch}; lower learning_rate, which is ${rate}.`);
}
