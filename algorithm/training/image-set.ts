/** Decoded images of one channel, all of one size: pixels `[count][height][width][channels]`, 0..255, not padded. */
export interface ImageSet {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
  readonly pixels: Uint8Array;
  readonly labels: Uint32Array;
}

/** What pixels are brought to before the network sees them: (value - mean) / deviation, per colour channel, values 0..255. */
export interface Normalisation {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

/** A channel without contrast is not divided by nearly nothing. */
const SMALLEST_DEVIATION = 1;

/** Mean and population standard deviation of every colour channel over all pixels of a set; exact, as sums of whole numbers. */
export function measureNormalisation({ pixels, channels }: ImageSet): Normalisation {
  const pixelCount = pixels.length / channels;
  const sums = new Array<number>(channels).fill(0);
  const squares = new Array<number>(channels).fill(0);
  for (let at = 0; at < pixels.length; at += channels) {
    for (let channel = 0; channel < channels; channel += 1) {
      const value = pixels[at + channel]!;
      sums[channel]! += value;
      squares[channel]! += value * value;
    }
  }
  const mean = sums.map((sum) => sum / pixelCount);
  const deviation = squares.map((square, channel) => {
    return Math.max(SMALLEST_DEVIATION, Math.sqrt(Math.max(0, square / pixelCount - mean[channel]! * mean[channel]!)));
  });
  return { mean, deviation };
}
