import type { ConvolutionShape } from '../kernels/kernels';

/** A network of blocks (3x3 convolution, batch normalisation, ReLU, 2x2 max pool) and a fully connected layer. */
export interface NetworkShape {
  /** Colour channels of the input: 1 grey, 3 RGB. */
  readonly channels: 1 | 3;
  readonly height: number;
  readonly width: number;
  readonly classes: number;
  /** Output channels of each block, multiples of 8. */
  readonly blockChannels: readonly number[];
}

/** The kernels want channels in multiples of 4: further input channels are zero, and so stay their weights. */
export const INPUT_CHANNELS = 4;

/** The convolution of each block, input first; `batch` images at once. */
export function convolutionShapes(shape: NetworkShape, batch: number): readonly ConvolutionShape[] {
  let { height, width } = shape;
  let channels = INPUT_CHANNELS;
  return shape.blockChannels.map((outChannels) => {
    const convolution = { batch, height, width, channels, outChannels };
    height /= 2;
    width /= 2;
    channels = outChannels;
    return convolution;
  });
}

/** Height, width and channels of the last block's output: the penultimate features. */
export function featureShape(shape: NetworkShape): readonly [height: number, width: number, channels: number] {
  const shrink = 2 ** shape.blockChannels.length;
  return [shape.height / shrink, shape.width / shrink, shape.blockChannels.at(-1)!];
}

export const featureCount = (shape: NetworkShape): number =>
  featureShape(shape).reduce((product, size) => product * size, 1);
