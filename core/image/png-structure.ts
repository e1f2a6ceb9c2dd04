import { crc32 } from 'node:zlib';
import { ImageUnreadable } from '../contracts/errors';
import { checkDimensions } from './check-dimensions';

/** PNG's IHDR (PNG specification, 3rd edition, 11.2.1). */
export interface PngHeader {
  readonly width: number;
  readonly height: number;
  readonly bitDepth: number;
  readonly colourType: number;
  readonly interlaced: boolean;
}

/** The parts of a PNG that decoding needs; all byte arrays are views into the file. */
export interface PngStructure {
  readonly header: PngHeader;
  readonly palette?: Uint8Array;
  readonly transparency?: Uint8Array;
  readonly exif?: Uint8Array;
  /** The pieces of one zlib stream. */
  readonly pixelData: readonly Uint8Array[];
}

export const PNG_SIGNATURE: readonly number[] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Bit depths that each colour type allows; the index is the colour type. */
const BIT_DEPTHS: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

/** Length, type and checksum around a chunk's data. */
const CHUNK_FRAME_BYTES = 12;
/** Set in the first letter of a chunk that a reader may ignore (5.4). */
const ANCILLARY_BIT = 0x20;

export function isPng(bytes: Uint8Array): boolean {
  return PNG_SIGNATURE.every((byte, index) => bytes[index] === byte);
}

/**
 * Walks the chunks of a PNG from IHDR to IEND and checks the order and the checksum of every critical one. Pixels are not
 * decompressed; bytes after IEND are ignored, as every reader does.
 * @throws ImageUnreadable, ImageTooLarge
 */
export function readPngStructure(bytes: Uint8Array): PngStructure {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: { header?: PngHeader; palette?: Uint8Array; transparency?: Uint8Array; exif?: Uint8Array } = {};
  const pixelData: Uint8Array[] = [];
  let offset = PNG_SIGNATURE.length;
  for (;;) {
    if (offset + CHUNK_FRAME_BYTES > bytes.length) throw truncated(bytes, 'before its IEND chunk');
    const length = view.getUint32(offset);
    const type = String.fromCharCode(...bytes.subarray(offset + 4, offset + 8));
    const end = offset + 8 + length;
    if (end + 4 > bytes.length) throw truncated(bytes, `inside the chunk ${JSON.stringify(type)}`);
    const critical = (bytes[offset + 4]! & ANCILLARY_BIT) === 0;
    if (critical && crc32(bytes.subarray(offset + 4, end)) !== view.getUint32(end)) {
      throw new ImageUnreadable(`The PNG is damaged: the checksum of its chunk ${JSON.stringify(type)} is wrong.`);
    }
    const data = bytes.subarray(offset + 8, end);
    if (found.header === undefined && type !== 'IHDR') throw new ImageUnreadable('The PNG does not begin with IHDR.');
    if (type === 'IHDR') found.header ??= readHeader(data);
    else if (type === 'PLTE') found.palette = data;
    else if (type === 'tRNS') found.transparency = data;
    else if (type === 'eXIf') found.exif = data;
    else if (type === 'IDAT') pixelData.push(data);
    else if (type === 'IEND') break;
    else if (critical)
      throw new ImageUnreadable(`The PNG has a critical chunk ${JSON.stringify(type)} of unknown meaning.`);
    offset = end + 4;
  }
  const header = found.header!;
  if (pixelData.length === 0) throw new ImageUnreadable('The PNG has no pixels: it holds no IDAT chunk.');
  if (header.colourType === 3 && (found.palette === undefined || found.palette.length < 3)) {
    throw new ImageUnreadable('The PNG is of the palette kind but has no palette.');
  }
  return { ...found, header, pixelData };
}

function readHeader(data: Uint8Array): PngHeader {
  if (data.length !== 13) throw new ImageUnreadable(`The PNG's header has ${data.length} bytes instead of 13.`);
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const width = view.getUint32(0);
  const height = view.getUint32(4);
  const [bitDepth, colourType, compression, filter, interlace] = data.subarray(8) as Uint8Array & number[];
  if (!BIT_DEPTHS[colourType!]?.includes(bitDepth!) || compression !== 0 || filter !== 0 || interlace! > 1) {
    throw new ImageUnreadable(
      `The PNG's header is impossible: colour type ${colourType}, ${bitDepth} bits, methods ${compression}/${filter}/${interlace}.`,
    );
  }
  checkDimensions('PNG', width, height);
  return { width, height, bitDepth: bitDepth!, colourType: colourType!, interlaced: interlace === 1 };
}

function truncated(bytes: Uint8Array, where: string): ImageUnreadable {
  return new ImageUnreadable(`The PNG is cut off after ${bytes.length} bytes, ${where}; upload it again.`);
}
