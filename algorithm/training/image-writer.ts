import { INPUT_CHANNELS } from '../network/network-shape';
import type { Augmentation } from './augmentation';
import type { ImageSet, Normalisation } from './image-set';

/** Writes images of a set, augmented and normalised, into the padded input of a network. */
export class ImageWriter {
  private readonly colours: Float64Array;

  constructor(
    private readonly images: ImageSet,
    private readonly normalisation: Normalisation,
  ) {
    this.colours = new Float64Array(images.channels);
  }

  /** Image `index` becomes image `slot` of `input`. Places outside the image show its mirror image at the border. */
  write(index: number, augmentation: Augmentation, input: Float32Array, slot: number): void {
    const { height, width, channels } = this.images;
    const { xx, xy, yx, yy, x0, y0, flip } = augmentation;
    const rowLength = (width + 2) * INPUT_CHANNELS;
    const first = slot * (height + 2) * rowLength + rowLength + INPUT_CHANNELS;
    const whole = xx === 1 && yy === 1 && xy === 0 && yx === 0;
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const column = flip ? width - 1 - x : x;
        if (whole) this.pick(index, y + y0, column + x0);
        else {
          const dx = column - (width - 1) / 2;
          const dy = y - (height - 1) / 2;
          this.sample(index, yx * dx + yy * dy + (height - 1) / 2 + y0, xx * dx + xy * dy + (width - 1) / 2 + x0);
        }
        this.recolour(augmentation);
        const to = first + y * rowLength + x * INPUT_CHANNELS;
        for (let channel = 0; channel < channels; channel += 1) {
          const { mean, deviation } = this.normalisation;
          input[to + channel] = (this.colours[channel]! - mean[channel]!) / deviation[channel]!;
        }
      }
    }
  }

  /** The colour of a whole place. */
  private pick(index: number, row: number, column: number): void {
    const { height, width, channels, pixels } = this.images;
    const from = ((index * height + mirrored(row, height)) * width + mirrored(column, width)) * channels;
    for (let channel = 0; channel < channels; channel += 1) this.colours[channel] = pixels[from + channel]!;
  }

  /** The colour between four pixels, by bilinear interpolation. */
  private sample(index: number, row: number, column: number): void {
    const { height, width, channels, pixels } = this.images;
    const top = Math.floor(row);
    const left = Math.floor(column);
    const down = row - top;
    const right = column - left;
    const start = index * height;
    const upper = (start + mirrored(top, height)) * width;
    const lower = (start + mirrored(top + 1, height)) * width;
    const near = mirrored(left, width);
    const far = mirrored(left + 1, width);
    for (let channel = 0; channel < channels; channel += 1) {
      const above =
        pixels[(upper + near) * channels + channel]! * (1 - right) +
        pixels[(upper + far) * channels + channel]! * right;
      const below =
        pixels[(lower + near) * channels + channel]! * (1 - right) +
        pixels[(lower + far) * channels + channel]! * right;
      this.colours[channel] = above * (1 - down) + below * down;
    }
  }

  private recolour({ saturation, contrast, brightness }: Augmentation): void {
    if (saturation === 1 && contrast === 1 && brightness === 0) return;
    const { colours } = this;
    let grey = 0;
    for (let channel = 0; channel < colours.length; channel += 1) grey += colours[channel]! / colours.length;
    for (let channel = 0; channel < colours.length; channel += 1) {
      const saturated = grey + (colours[channel]! - grey) * saturation;
      colours[channel] = Math.min(255, Math.max(0, (saturated - 127.5) * contrast + 127.5 + brightness));
    }
  }
}

/** Reflects a place outside 0 … size - 1 at the border, without repeating the border pixel. */
function mirrored(place: number, size: number): number {
  let inside = place;
  while (inside < 0 || inside >= size) inside = inside < 0 ? -inside : 2 * (size - 1) - inside;
  return inside;
}
