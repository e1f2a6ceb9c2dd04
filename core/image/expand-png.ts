import { ImageUnreadable } from '../contracts/errors';
import type { PngStructure } from './png-structure';

/** Where one (sub)image's pixels lie in the whole one: pixel (x, y) goes to (x0 + x * dx, y0 + y * dy). */
export interface PixelGrid {
  readonly x0: number;
  readonly y0: number;
  readonly dx: number;
  readonly dy: number;
  readonly columns: number;
  readonly rows: number;
}

/** Samples per pixel; the index is the colour type. */
export const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/**
 * Turns unfiltered scan lines of any colour type and depth into RGBA of 8 bits. Samples of other depths are scaled by
 * round(sample * 255 / maximum) (specification 13.12); a pixel equal to tRNS keeps its colour and gets alpha 0.
 */
export function expandPng(
  png: PngStructure,
  data: Uint8Array,
  offset: number,
  grid: PixelGrid,
  rgba: Uint8Array,
): void {
  const { width, bitDepth, colourType } = png.header;
  const channels = CHANNELS[colourType]!;
  const stride = Math.ceil((grid.columns * channels * bitDepth) / 8) + 1;
  const whole = colourType === 6 && bitDepth === 8 && grid.dx === 1;
  const paint = painter(png);
  for (let row = 0; row < grid.rows; row += 1) {
    const line = offset + row * stride + 1;
    let to = ((grid.y0 + row * grid.dy) * width + grid.x0) * 4;
    if (whole) {
      rgba.set(data.subarray(line, line + grid.columns * 4), to);
      continue;
    }
    for (let column = 0; column < grid.columns; column += 1) {
      paint(data, line, column, rgba, to);
      to += grid.dx * 4;
    }
  }
}

/** Writes pixel `column` of the scan line at `line` to `rgba[to … to + 3]`. */
type Painter = (data: Uint8Array, line: number, column: number, rgba: Uint8Array, to: number) => void;

function painter(png: PngStructure): Painter {
  const { bitDepth, colourType } = png.header;
  if (colourType === 3) return palettePainter(png);
  const channels = CHANNELS[colourType]!;
  const coloured = colourType === 2 || colourType === 6;
  const alphaAt = colourType === 4 || colourType === 6 ? channels - 1 : -1;
  const transparent = alphaAt === -1 ? transparentSamples(png) : undefined;
  if (bitDepth === 8 && transparent === undefined) {
    return (data, line, column, rgba, to) => {
      const from = line + column * channels;
      rgba[to] = data[from]!;
      rgba[to + 1] = data[coloured ? from + 1 : from]!;
      rgba[to + 2] = data[coloured ? from + 2 : from]!;
      rgba[to + 3] = alphaAt === -1 ? 255 : data[from + alphaAt]!;
    };
  }
  const scale = 255 / (2 ** bitDepth - 1);
  return (data, line, column, rgba, to) => {
    const at = column * channels;
    const red = sample(data, line, at, bitDepth);
    const green = coloured ? sample(data, line, at + 1, bitDepth) : red;
    const blue = coloured ? sample(data, line, at + 2, bitDepth) : red;
    rgba[to] = Math.floor(red * scale + 0.5);
    rgba[to + 1] = Math.floor(green * scale + 0.5);
    rgba[to + 2] = Math.floor(blue * scale + 0.5);
    if (alphaAt !== -1) rgba[to + 3] = Math.floor(sample(data, line, at + alphaAt, bitDepth) * scale + 0.5);
    else rgba[to + 3] = red === transparent?.[0] && green === transparent[1] && blue === transparent[2] ? 0 : 255;
  };
}

function palettePainter({ header, palette, transparency }: PngStructure): Painter {
  const colours = palette!;
  return (data, line, column, rgba, to) => {
    const index = sample(data, line, column, header.bitDepth);
    if (3 * index + 2 >= colours.length) {
      throw new ImageUnreadable(
        `The PNG is damaged: a pixel has colour ${index} of a palette of ${colours.length / 3}.`,
      );
    }
    rgba[to] = colours[3 * index]!;
    rgba[to + 1] = colours[3 * index + 1]!;
    rgba[to + 2] = colours[3 * index + 2]!;
    rgba[to + 3] = transparency?.[index] ?? 255;
  };
}

/** The one transparent colour of a grey or RGB image, as red, green, blue samples. */
function transparentSamples({ header, transparency }: PngStructure): readonly [number, number, number] | undefined {
  if (transparency === undefined || transparency.length < (header.colourType === 2 ? 6 : 2)) return undefined;
  const at = (index: number): number => (transparency[2 * index]! << 8) | transparency[2 * index + 1]!;
  return header.colourType === 2 ? [at(0), at(1), at(2)] : [at(0), at(0), at(0)];
}

/** Sample number `index` of a scan line; samples under 8 bits are packed from the high bit on (7.2). */
function sample(data: Uint8Array, line: number, index: number, bitDepth: number): number {
  if (bitDepth === 8) return data[line + index]!;
  if (bitDepth === 16) return (data[line + 2 * index]! << 8) | data[line + 2 * index + 1]!;
  const bit = index * bitDepth;
  return (data[line + (bit >> 3)]! >> (8 - bitDepth - (bit & 7))) & ((1 << bitDepth) - 1);
}
