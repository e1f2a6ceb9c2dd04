import { buildAlgorithm } from '../../../algorithm/build';
import { type KernelFactory, loadKernels } from '../../../algorithm/kernels/load-kernels';
import { plainKernels } from '../../../algorithm/kernels/plain/plain-kernels';
import { TrainingNetwork } from '../../../algorithm/network/training-network';
import { SeededRandom } from '../../../core/seeded-random';

const BATCH = 4;
const CLASSES = 3;
const LABELS = Uint32Array.from([0, 2, 1, 2]);
/** Half the step of the central difference, as a share of the parameter's scale; float32 leaves about 1e-7 / STEP of noise. */
const STEP = 2e-3;
const CHECKED = 12;
/** A ReLU or a pool may switch within the step, and then the two differ honestly: the bulk must agree closely. */
const TOLERANCE = 0.02;

const NAMES = ['filter', 'gamma', 'beta'];
const parameterName = (index: number): string =>
  index < 9 ? `block ${Math.floor(index / 3) + 1} ${NAMES[index % 3]}` : index === 9 ? 'dense weights' : 'dense bias';

function makeNetwork(factory: KernelFactory): TrainingNetwork {
  const random = new SeededRandom('gradients');
  const shape = { channels: 3, height: 16, width: 16, classes: CLASSES, blockChannels: [8, 16, 8] } as const;
  const network = new TrainingNetwork(factory, { shape, batch: BATCH, dropout: 0, labelSmoothing: 0, random });
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

const loss = (network: TrainingNetwork): number => network.step(LABELS, BATCH).crossEntropySum / BATCH;

describe.each(['plain', 'wasm'] as const)('%s kernels', (kind) => {
  let network: TrainingNetwork;
  beforeAll(async () => {
    network = makeNetwork(kind === 'plain' ? () => plainKernels : loadKernels((await buildAlgorithm()).kernels));
    expect(network.kernelName).toBe(kind);
  });

  it.each(Array.from({ length: 11 }, (_, index) => [parameterName(index), index] as const))(
    'have the gradient of %s that numeric differences give',
    (_, index) => {
      const { values, gradient } = network.parameters[index]!;
      loss(network);
      const analytic = gradient.slice();
      // The largest gradients: differences of the small ones drown in rounding.
      const places = [...analytic.keys()]
        .sort((a, b) => Math.abs(analytic[b]!) - Math.abs(analytic[a]!))
        .slice(0, CHECKED);
      const errors = places.map((place) => {
        const kept = values[place]!;
        values[place] = kept + STEP;
        const above = loss(network);
        const upper = values[place]!;
        values[place] = kept - STEP;
        const below = loss(network);
        const numeric = (above - below) / (upper - values[place]!);
        values[place] = kept;
        return Math.abs(numeric - analytic[place]!) / Math.abs(analytic[place]!);
      });
      const median = [...errors].sort((a, b) => a - b)[Math.floor(errors.length / 2)]!;
      expect(analytic[places[0]!]).not.toBe(0);
      expect(median).toBeLessThan(TOLERANCE);
      expect(Math.max(...errors)).toBeLessThan(0.25);
    },
  );
});
