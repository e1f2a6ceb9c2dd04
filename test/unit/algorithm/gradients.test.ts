import { buildAlgorithm } from '../../../algorithm/build';
import { type KernelFactory, loadKernels } from '../../../algorithm/kernels/load-kernels';
import { plainKernels } from '../../../algorithm/kernels/plain/plain-kernels';
import { TrainingNetwork } from '../../../algorithm/network/training-network';
import { SeededRandom } from '../../../core/seeded-random';

const BATCH = 4;
const CLASSES = 3;
const LABELS = Uint32Array.from([0, 2, 1, 2]);
/** Half the step of the central difference. A smaller one drowns in float32's rounding, a larger one crosses more switches of ReLU and pool. */
const STEP = 5e-4;
/** Entries checked of each parameter: the largest, and some drawn by seed, large or small. */
const LARGEST = 12;
const DRAWN = 24;
/** Share of an entry and of its tensor's root mean square; the worst seen is 0.005. A wrong sign shows in every entry above a hundredth of that mean. */
const TOLERANCE = 0.02;

const NAMES = ['filter', 'gamma', 'beta'];
const parameterName = (index: number): string =>
  index < 9 ? `block ${Math.floor(index / 3) + 1} ${NAMES[index % 3]}` : index === 9 ? 'dense weights' : 'dense bias';

/** Random numbers that can begin again, so that every evaluation of the loss drops the same features. */
class RepeatableRandom extends SeededRandom {
  private repeated: SeededRandom | undefined = undefined;

  repeat(): void {
    this.repeated = new SeededRandom('mask');
  }

  override uint32(): number {
    return this.repeated === undefined ? super.uint32() : this.repeated.uint32();
  }
}

interface Regularisation {
  readonly dropout: number;
  readonly labelSmoothing: number;
}

function makeNetwork(factory: KernelFactory, regularisation: Regularisation, random: SeededRandom): TrainingNetwork {
  const shape = { channels: 3, height: 16, width: 16, classes: CLASSES, blockChannels: [8, 16, 8] } as const;
  const network = new TrainingNetwork(factory, { shape, batch: BATCH, ...regularisation, random });
  for (let image = 0; image < BATCH; image += 1) {
    for (let y = 1; y <= 16; y += 1) {
      for (let x = 1; x <= 16; x += 1) {
        const at = ((image * 18 + y) * 18 + x) * 4;
        for (let channel = 0; channel < 3; channel += 1) network.input[at + channel] = random.between(-2, 2);
      }
    }
  }
  // Away from the symmetric start, where beta is 0 and gamma 1.
  for (const { arrays } of network.blocks) {
    for (let channel = 0; channel < arrays.gamma.length; channel += 1) {
      arrays.gamma[channel] = random.between(0.5, 1.5);
      arrays.beta[channel] = random.between(-0.3, 0.3);
    }
  }
  return network;
}

const NONE: Regularisation = { dropout: 0, labelSmoothing: 0 };
/** Dropout and smoothing are outside the kernels, so the fast ones show both. */
const CASES = [
  { kind: 'plain', ...NONE },
  { kind: 'wasm', ...NONE },
  { kind: 'wasm', ...NONE, dropout: 0.4 },
  { kind: 'wasm', ...NONE, labelSmoothing: 0.1 },
  { kind: 'wasm', dropout: 0.4, labelSmoothing: 0.1 },
] as const;

describe.each(CASES)('$kind kernels, dropout $dropout, label smoothing $labelSmoothing', ({ kind, ...setting }) => {
  const random = new RepeatableRandom('gradients');
  let network: TrainingNetwork;
  beforeAll(async () => {
    const factory = kind === 'plain' ? () => plainKernels : loadKernels((await buildAlgorithm()).kernels);
    network = makeNetwork(factory, setting, random);
    expect(network.kernelName).toBe(kind);
  });

  function crossEntropy(labels: Uint32Array): number {
    random.repeat();
    return network.step(labels, BATCH).crossEntropySum / BATCH;
  }

  /** The smoothed target is a mixture of the label and of every class alike, and so is its cross-entropy. */
  function loss(): number {
    const { labelSmoothing } = setting;
    if (labelSmoothing === 0) return crossEntropy(LABELS);
    const everyClass = Array.from({ length: CLASSES }, (_, label) =>
      crossEntropy(new Uint32Array(BATCH).fill(label)),
    ).reduce((sum, each) => sum + each / CLASSES, 0);
    return (1 - labelSmoothing) * crossEntropy(LABELS) + labelSmoothing * everyClass;
  }

  it.each(Array.from({ length: 11 }, (_, index) => [parameterName(index), index] as const))(
    'have the gradient of %s that numeric differences give',
    (_, index) => {
      const { values, gradient } = network.parameters[index]!;
      crossEntropy(LABELS);
      const analytic = gradient.slice();
      const scale = Math.sqrt(analytic.reduce((sum, each) => sum + each * each, 0) / analytic.length);
      const largest = [...analytic.keys()].sort((a, b) => Math.abs(analytic[b]!) - Math.abs(analytic[a]!));
      const drawn = new SeededRandom('places', index).shuffled([...analytic.keys()]);
      const places = new Set([...largest.slice(0, LARGEST), ...drawn.slice(0, DRAWN)]);
      const wrong = [...places].flatMap((place) => {
        const kept = values[place]!;
        values[place] = kept + STEP;
        const above = loss();
        const upper = values[place]!;
        values[place] = kept - STEP;
        const below = loss();
        const numeric = (above - below) / (upper - values[place]!);
        values[place] = kept;
        const entry = analytic[place]!;
        return Math.abs(numeric - entry) <= TOLERANCE * (Math.abs(entry) + scale) ? [] : [{ place, entry, numeric }];
      });
      expect(scale).toBeGreaterThan(0.01);
      expect(wrong).toEqual([]);
    },
  );
});
