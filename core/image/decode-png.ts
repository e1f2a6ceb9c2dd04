import { inflateSync } from 'node:zlib';
import { ImageUnreadable } from '../contracts/errors';
import { CHANNELS, expandPng, type PixelGrid } from './expand-png';
import type { PngHeader, PngStructure } from './png-structure';
import type { RgbaImage } from './rgba-image';
import { unfilterPng } from './unfilter-png';

/** Adam7's seven passes: first pixel and step in both directions (specification 8.1). */
const ADAM7: readonly (readonly [x0: number, y0: number, dx: number, dy: number])[] = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
];

/**
 * Decodes every kind of PNG: all colour types and depths, interlaced or not, with or without transparency. Our own, because the
 * decoders at hand inflate an interlaced bomb without limit, and because serving small images is bound by this function.
 * @throws ImageUnreadable
 */
export function decodePng(png: PngStructure): RgbaImage {
  const { width, height, bitDepth, colourType } = png.header;
  const bitsPerPixel = CHANNELS[colourType]! * bitDepth;
  const grids = pixelGrids(png.header);
  const sizes = grids.map(({ columns, rows }) => (Math.ceil((columns * bitsPerPixel) / 8) + 1) * rows);
  const data = inflate(
    png.pixelData,
    sizes.reduce((sum, size) => sum + size, 0),
  );
  const rgba = new Uint8Array(width * height * 4);
  let offset = 0;
  for (const [index, grid] of grids.entries()) {
    const rowBytes = Math.ceil((grid.columns * bitsPerPixel) / 8);
    unfilterPng(data, { offset, rows: grid.rows, rowBytes, pixelBytes: Math.max(1, bitsPerPixel >> 3) });
    expandPng(png, data, offset, grid, rgba);
    offset += sizes[index]!;
  }
  return { width, height, rgba };
}

function pixelGrids({ width, height, interlaced }: PngHeader): readonly PixelGrid[] {
  if (!interlaced) return [{ x0: 0, y0: 0, dx: 1, dy: 1, columns: width, rows: height }];
  return ADAM7.map(([x0, y0, dx, dy]) => ({
    x0,
    y0,
    dx,
    dy,
    columns: Math.ceil(Math.max(0, width - x0) / dx),
    rows: Math.ceil(Math.max(0, height - y0) / dy),
  })).filter(({ columns, rows }) => columns > 0 && rows > 0);
}

/** Inflates exactly the bytes that the header calls for; a stream that holds more is refused before it fills the memory. */
function inflate(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const stream = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
  let data: Uint8Array;
  try {
    data = inflateSync(stream, { maxOutputLength: size, chunkSize: Math.max(64, size + 1) });
  } catch (cause) {
    const found =
      (cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
        ? 'more pixels than its header says'
        : `${(cause as Error).message}`;
    throw new ImageUnreadable(`The PNG's pixels cannot be decompressed: ${found}; upload it again.`, { cause });
  }
  if (data.length === size) return data;
  throw new ImageUnreadable(
    `The PNG has ${data.length} bytes of pixels, but its header calls for ${size}; upload it again.`,
  );
}
