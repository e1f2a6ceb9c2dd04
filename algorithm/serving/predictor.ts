import type { Model } from '../artifact/model-files';
import { networkShapeOf } from '../artifact/model-files';
import { prepareImage } from '../images/prepare-image';
import type { KernelFactory } from '../kernels/load-kernels';
import { InferenceNetwork } from '../network/inference-network';
import { INPUT_CHANNELS } from '../network/network-shape';

/** A loaded model: encoded image in, probabilities out. */
export class Predictor {
  readonly classes: readonly string[];
  private readonly network: InferenceNetwork;
  /** Per colour channel, what each value 0..255 becomes. */
  private readonly normalised: readonly Float32Array[];

  constructor(
    factory: KernelFactory,
    private readonly model: Model,
  ) {
    const { spec, tensors } = model;
    this.classes = spec.classes;
    this.network = new InferenceNetwork(factory, networkShapeOf(spec), 1);
    this.network.load(tensors);
    this.normalised = spec.input.mean.map((mean, channel) => {
      return Float32Array.from({ length: 256 }, (_, value) => (value - mean) / spec.input.deviation[channel]!);
    });
  }

  get kernelName(): string {
    return this.network.kernelName;
  }

  /**
   * Probabilities in class order; they add up to 1.
   * @throws ImageUnreadable, ImageTooLarge
   */
  classify(image: Uint8Array): number[] {
    this.run(image);
    return Array.from(this.network.probabilities);
  }

  /** The penultimate features of an image: what the dense layer sees, `[height][width][channels]`. */
  features(image: Uint8Array): Float32Array {
    this.run(image);
    return this.network.features.slice();
  }

  private run(image: Uint8Array): void {
    const { input } = this.model.spec;
    const pixels = prepareImage(image, input);
    const target = this.network.input;
    let from = 0;
    for (let row = 1; row <= input.height; row += 1) {
      let to = (row * (input.width + 2) + 1) * INPUT_CHANNELS;
      for (let column = 0; column < input.width; column += 1) {
        for (let channel = 0; channel < input.channels; channel += 1) {
          target[to + channel] = this.normalised[channel]![pixels[from]!]!;
          from += 1;
        }
        to += INPUT_CHANNELS;
      }
    }
    this.network.run(1);
  }
}
