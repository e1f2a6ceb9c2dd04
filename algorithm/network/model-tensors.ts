import type { NetworkShape } from './network-shape';
import { featureShape } from './network-shape';

/** The weights of a trained network by name, in the order and layout of the artifact. */
export type ModelTensors = Readonly<Record<string, Float32Array>>;

export interface TensorDescription {
  readonly name: string;
  readonly shape: readonly number[];
}

export const BLOCK_TENSORS = ['weights', 'gamma', 'beta', 'mean', 'variance'] as const;
export type BlockTensor = (typeof BLOCK_TENSORS)[number];
export const blockTensorName = (block: number, tensor: BlockTensor): string => `block${block + 1}.${tensor}`;
export const DENSE_WEIGHTS = 'dense.weights';
export const DENSE_BIAS = 'dense.bias';

/**
 * Every tensor of a network in the artifact's order. Filters are `[3][3][inputs][outputs]`, dense weights
 * `[classes][height][width][channels]`, the others one number per channel or class.
 */
export function describeTensors(shape: NetworkShape): readonly TensorDescription[] {
  const blocks = shape.blockChannels.flatMap((outputs, block) => {
    const inputs = block === 0 ? shape.channels : shape.blockChannels[block - 1]!;
    return BLOCK_TENSORS.map((tensor) => ({
      name: blockTensorName(block, tensor),
      shape: tensor === 'weights' ? [3, 3, inputs, outputs] : [outputs],
    }));
  });
  return [
    ...blocks,
    { name: DENSE_WEIGHTS, shape: [shape.classes, ...featureShape(shape)] },
    { name: DENSE_BIAS, shape: [shape.classes] },
  ];
}

export const tensorLength = ({ shape }: TensorDescription): number =>
  shape.reduce((product, size) => product * size, 1);
