import { type Affine, IDENTITY, invert } from './affine';
import type { Colour } from './colour';
import type { Bounds, Shape } from './shape';

/** Samples per pixel and axis: 16 samples a pixel give edges 17 levels. */
const SAMPLES_PER_PIXEL = 4;

/** What is painted, and how much of what lies below shines through (opacity 1: nothing). */
export interface Part {
  readonly shape: Shape;
  readonly colour: Colour;
  readonly opacity?: number;
}

/**
 * A square canvas of samples, four times finer than the image on each axis. A sample lies inside a shape or not; edges become smooth
 * when the samples of a pixel are averaged.
 */
export class Canvas {
  /** Samples per side. */
  readonly side: number;
  /** side x side x 3, row by row from the top; levels 0..1. */
  readonly samples: Float32Array;

  /** @param pixels side of the image */
  constructor(readonly pixels: number) {
    this.side = pixels * SAMPLES_PER_PIXEL;
    this.samples = new Float32Array(this.side * this.side * 3);
  }

  /**
   * Sets every sample: a row's colour, made lighter or darker by `unevenAt`.
   * @param colourAt takes y, 0 <= y < 1 from the top
   * @param unevenAt takes x and y, both from 0 to below 1
   */
  fill(colourAt: (y: number) => Colour, unevenAt: (x: number, y: number) => number): void {
    const { side, samples } = this;
    let at = 0;
    for (let row = 0; row < side; row += 1) {
      const y = (row + 0.5) / side;
      const [red, green, blue] = colourAt(y);
      for (let column = 0; column < side; column += 1) {
        const uneven = unevenAt((column + 0.5) / side, y);
        samples[at] = red + uneven;
        samples[at + 1] = green + uneven;
        samples[at + 2] = blue + uneven;
        at += 3;
      }
    }
  }

  /** Paints a part, given in coordinates that `place` maps to samples. */
  paint({ shape, colour, opacity = 1 }: Part, place: Affine = IDENTITY): void {
    const { xx, xy, yx, yy, dx, dy } = invert(place);
    const { left, top, right, bottom } = this.clipped(shape.bounds, place);
    const { samples, side } = this;
    for (let row = top; row < bottom; row += 1) {
      const y = row + 0.5;
      for (let column = left; column < right; column += 1) {
        const x = column + 0.5;
        if (!shape.contains(xx * x + xy * y + dx, yx * x + yy * y + dy)) continue;
        const at = (row * side + column) * 3;
        for (let channel = 0; channel < 3; channel += 1) {
          const below = samples[at + channel]!;
          samples[at + channel] = below + (colour[channel]! - below) * opacity;
        }
      }
    }
  }

  /** The mean of each pixel's samples: pixels x pixels x 3. */
  downsample(): Float32Array {
    const { pixels, side, samples } = this;
    const image = new Float32Array(pixels * pixels * 3);
    let from = 0;
    for (let row = 0; row < side; row += 1) {
      const pixelRow = ((row / SAMPLES_PER_PIXEL) | 0) * pixels;
      for (let column = 0; column < side; column += 1) {
        const to = (pixelRow + ((column / SAMPLES_PER_PIXEL) | 0)) * 3;
        image[to]! += samples[from]!;
        image[to + 1]! += samples[from + 1]!;
        image[to + 2]! += samples[from + 2]!;
        from += 3;
      }
    }
    const share = 1 / (SAMPLES_PER_PIXEL * SAMPLES_PER_PIXEL);
    return image.map((sum) => sum * share);
  }

  private clipped({ left, top, right, bottom }: Bounds, { xx, xy, yx, yy, dx, dy }: Affine): Bounds {
    const corners = [left, right].flatMap((x) =>
      [top, bottom].map((y) => [xx * x + xy * y + dx, yx * x + yy * y + dy] as const),
    );
    const xs = corners.map(([x]) => x);
    const ys = corners.map(([, y]) => y);
    const within = (value: number): number => Math.min(this.side, Math.max(0, value));
    return {
      left: within(Math.floor(Math.min(...xs))),
      top: within(Math.floor(Math.min(...ys))),
      right: within(Math.ceil(Math.max(...xs))),
      bottom: within(Math.ceil(Math.max(...ys))),
    };
  }
}
