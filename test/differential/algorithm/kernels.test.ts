import { buildAlgorithm } from '../../../algorithm/build';
import type { Kernels } from '../../../algorithm/kernels/kernels';
import { loadKernels } from '../../../algorithm/kernels/load-kernels';
import { plainKernels } from '../../../algorithm/kernels/plain/plain-kernels';
import { SeededRandom } from '../../../core/seeded-random';

/**
 * The compiled kernels sum in float32, the plain ones in double precision: over n terms of size 1 they may differ by about
 * sqrt(n) * 6e-8 of the sum's scale; 2e-5 of the largest value leaves room for n = 10,000.
 */
const TOLERANCE = 2e-5;

let wasm: Kernels;
beforeAll(async () => {
  wasm = loadKernels((await buildAlgorithm()).kernels)(4_000_000);
});

const random = new SeededRandom('kernels');
const filled = (kernels: Kernels, values: Float32Array): Float32Array => {
  const array = kernels.allocate(values.length);
  array.set(values);
  return array;
};
const randoms = (length: number): Float32Array => Float32Array.from({ length }, () => random.between(-1, 1));

/** Runs one operation on both kernels with the same inputs, and compares what it wrote. */
function expectAgreement(
  inputs: readonly Float32Array[],
  outputLengths: readonly number[],
  run: (kernels: Kernels, inputs: readonly Float32Array[], outputs: readonly Float32Array[]) => void,
): void {
  const [ours, theirs] = [wasm, plainKernels].map((kernels) => {
    const outputs = outputLengths.map((length) => kernels.allocate(length));
    run(
      kernels,
      inputs.map((values) => filled(kernels, values)),
      outputs,
    );
    return outputs;
  });
  for (const [index, expected] of theirs!.entries()) {
    const actual = ours![index]!;
    const scale = expected.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
    const worst = expected.reduce((most, value, at) => Math.max(most, Math.abs(value - actual[at]!)), 0);
    expect(scale).toBeGreaterThan(0);
    expect(worst).toBeLessThanOrEqual(TOLERANCE * scale);
  }
}

it('runs the compiled kernels here', () => {
  expect(wasm.name).toBe('wasm');
});

describe.each([
  { batch: 2, height: 8, width: 8, channels: 4, outChannels: 16 },
  { batch: 3, height: 6, width: 6, channels: 16, outChannels: 8 },
  { batch: 1, height: 4, width: 12, channels: 8, outChannels: 24 },
  { batch: 1, height: 32, width: 32, channels: 4, outChannels: 16 },
])('convolution of $batch x $height x $width x $channels to $outChannels', (shape) => {
  const padded = shape.batch * (shape.height + 2) * (shape.width + 2);
  const weights = 9 * shape.channels * shape.outChannels;
  const outputs = shape.batch * shape.height * shape.width * shape.outChannels;

  it('agrees on the output', () => {
    expectAgreement(
      [randoms(padded * shape.channels), randoms(weights)],
      [outputs],
      (kernels, [input, weight], [output]) => kernels.convolve(shape, input!, weight!, output!),
    );
  });

  it('agrees on the gradient of the weights', () => {
    const inputs = [randoms(padded * shape.channels), randoms(padded * shape.outChannels)];
    expectAgreement(inputs, [weights], (kernels, [input, gradient], [output]) =>
      kernels.convolveWeightGradient(shape, input!, gradient!, output!),
    );
  });
});

describe('normalise, ReLU and pool', () => {
  const shape = { batch: 2, height: 6, width: 8, channels: 8 };
  const x = randoms(2 * 6 * 8 * 8);
  // Equal neighbours: the first of them must win in both.
  x.copyWithin(8, 0, 8);
  const perChannel = () => randoms(8);
  const pooled = 2 * 3 * 4 * 8;

  it('agrees on the statistics', () => {
    expectAgreement([x], [8, 8], (kernels, [values], [mean, variance]) =>
      kernels.channelStatistics(2 * 6 * 8, values!, mean!, variance!),
    );
  });

  it.each([0, 1] as const)('agrees on the output with a border of %i', (padding) => {
    const length = 2 * (3 + 2 * padding) * (4 + 2 * padding) * 8;
    expectAgreement([x, perChannel(), perChannel()], [length], (kernels, [values, scale, shift], [output]) =>
      kernels.affineReluPool(shape, values!, scale!, shift!, output!, padding),
    );
  });

  it('agrees on the sums of the gradient', () => {
    const inputs = [x, perChannel(), perChannel(), randoms(pooled)];
    expectAgreement(inputs, [8, 8], (kernels, [values, scale, shift, pooledGradient], [sum, productSum]) => {
      const input = { x: values!, scale: scale!, shift: shift!, pooledGradient: pooledGradient! };
      kernels.affineReluPoolSums(shape, input, sum!, productSum!);
    });
  });

  it('agrees on the gradient', () => {
    const inputs = [x, perChannel(), perChannel(), randoms(pooled), perChannel(), perChannel(), perChannel()];
    expectAgreement(inputs, [2 * 8 * 10 * 8], (kernels, [values, scale, shift, pooledGradient, a, b, c], [output]) => {
      const input = { x: values!, scale: scale!, shift: shift!, pooledGradient: pooledGradient! };
      kernels.affineReluPoolGradient(shape, input, a!, b!, c!, output!);
    });
  });
});

describe('dense', () => {
  const shape = { rows: 5, features: 64, classes: 3 };

  it('agrees on the output', () => {
    expectAgreement([randoms(320), randoms(192), randoms(3)], [15], (kernels, [x, weights, bias], [logits]) =>
      kernels.dense(shape, x!, weights!, bias!, logits!),
    );
  });

  it('agrees on the gradients', () => {
    expectAgreement(
      [randoms(320), randoms(192), randoms(15)],
      [320, 192, 3],
      (kernels, [x, weights, slope], outputs) => {
        const [xGradient, weightGradient, biasGradient] = outputs as [Float32Array, Float32Array, Float32Array];
        kernels.denseGradient(shape, x!, weights!, slope!, {
          x: xGradient,
          weights: weightGradient,
          bias: biasGradient,
        });
      },
    );
  });
});

it('refuses an array beyond the memory it was made for', async () => {
  const small = loadKernels((await buildAlgorithm()).kernels)(1000);
  expect(() => small.allocate(100_000)).toThrow(RangeError);
});

it('falls back to the plain kernels when the compiled ones are not there', () => {
  expect(loadKernels('/nowhere/kernels.wasm')(1)).toBe(plainKernels);
});
