import { ImageUnreadable } from '../contracts/errors';
import { checkDimensions } from './check-dimensions';

/** What the markers of a JPEG say (ITU T.81 annex B). */
export interface JpegStructure {
  readonly width: number;
  readonly height: number;
  /** Identifiers of the colour components, in order: 1, 3 or 4 of them. */
  readonly componentIds: readonly number[];
  /** Colour transform of Adobe's APP14 marker: 0 none, 1 YCbCr, 2 YCCK. */
  readonly adobeTransform?: number;
  readonly jfif: boolean;
  /** The TIFF structure of the Exif segment. */
  readonly exif?: Uint8Array;
}

/** Frames whose coding no decoder at hand reads: lossless, hierarchical and arithmetic. */
const UNSUPPORTED_FRAMES: Readonly<Record<number, string>> = {
  195: 'lossless',
  197: 'hierarchical',
  198: 'hierarchical progressive',
  199: 'hierarchical lossless',
  201: 'arithmetic-coded',
  202: 'arithmetic-coded progressive',
  203: 'arithmetic-coded lossless',
  205: 'arithmetic-coded hierarchical',
  206: 'arithmetic-coded hierarchical',
  207: 'arithmetic-coded hierarchical',
};

/**
 * Encoders write up to about twenty scans. Each one makes a decoder walk the whole image again, and an empty one takes only fifty bytes:
 * without a limit, a file within the byte limit could keep an endpoint busy for an hour.
 */
const MAX_SCANS = 100;

const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;

export function isJpeg(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
}

/**
 * Walks the markers of a JPEG from SOI to EOI, through the entropy-coded data of every scan. Nothing is decoded; bytes after EOI
 * (motion photos, maker notes) are ignored.
 * @throws ImageUnreadable, ImageTooLarge
 */
export function readJpegStructure(bytes: Uint8Array): JpegStructure {
  const found: { frame?: Frame; adobeTransform?: number; jfif: boolean; exif?: Uint8Array } = { jfif: false };
  let scans = 0;
  let offset = 2;
  for (;;) {
    const marker = nextMarker(bytes, offset);
    if (marker.code === END_OF_IMAGE) break;
    const length = ((bytes[marker.end] ?? 0) << 8) | (bytes[marker.end + 1] ?? 0);
    const end = marker.end + length;
    if (end > bytes.length) throw truncated(bytes);
    if (length < 2)
      throw new ImageUnreadable('The JPEG is damaged: a segment says that it is shorter than its own length.');
    const data = bytes.subarray(marker.end + 2, end);
    const coding = UNSUPPORTED_FRAMES[marker.code];
    if (coding !== undefined) {
      throw new ImageUnreadable(
        `The JPEG is ${coding}, which cannot be read; save it as a baseline or progressive JPEG.`,
      );
    }
    if (marker.code >= 0xc0 && marker.code <= 0xc2) found.frame ??= readFrame(data);
    else if (marker.code === 0xe0) found.jfif ||= startsWith(data, 'JFIF\0');
    else if (marker.code === 0xe1 && startsWith(data, 'Exif\0\0')) found.exif ??= data.subarray(6);
    else if (marker.code === 0xee && startsWith(data, 'Adobe')) found.adobeTransform = data[11];
    offset = end;
    if (marker.code === START_OF_SCAN) {
      scans += 1;
      if (scans > MAX_SCANS)
        throw new ImageUnreadable(`The JPEG has more than ${MAX_SCANS} scans; save it again as a baseline JPEG.`);
      offset = endOfEntropyCodedData(bytes, end);
    }
  }
  if (found.frame === undefined) throw new ImageUnreadable('The JPEG has no frame header: its size is unknown.');
  if (scans === 0) throw new ImageUnreadable('The JPEG has no pixels: it ends before its first scan.');
  const { frame, ...rest } = found;
  return { ...frame, ...rest };
}

interface Frame {
  readonly width: number;
  readonly height: number;
  readonly componentIds: readonly number[];
}

function readFrame(data: Uint8Array): Frame {
  const components = data[5] ?? 0;
  if (data.length < 6 + 3 * components)
    throw new ImageUnreadable('The JPEG is damaged: its frame header is too short.');
  const height = (data[1]! << 8) | data[2]!;
  const width = (data[3]! << 8) | data[4]!;
  if (data[0] !== 8) {
    throw new ImageUnreadable(`The JPEG has ${data[0]} bits a sample, which cannot be read; save it with 8 bits.`);
  }
  if (![1, 3, 4].includes(components)) throw new ImageUnreadable(`The JPEG has ${components} colour components.`);
  checkDimensions('JPEG', width, height);
  return { width, height, componentIds: Array.from({ length: components }, (_, index) => data[6 + 3 * index]!) };
}

/** The next marker at or after `offset`; any number of fill bytes 0xFF may stand before it. */
function nextMarker(bytes: Uint8Array, offset: number): { readonly code: number; readonly end: number } {
  if (offset >= bytes.length) throw truncated(bytes);
  if (bytes[offset] !== 0xff) {
    throw new ImageUnreadable(`The JPEG is damaged: no marker at byte ${offset}, where one must stand.`);
  }
  let at = offset;
  while (bytes[at] === 0xff) at += 1;
  const code = bytes[at];
  if (code === undefined) throw truncated(bytes);
  return { code, end: at + 1 };
}

/** Where the marker after a scan's data stands: 0xFF not followed by a stuffed zero, a restart marker or a fill byte. */
function endOfEntropyCodedData(bytes: Uint8Array, start: number): number {
  let at = bytes.indexOf(0xff, start);
  while (at !== -1 && at + 1 < bytes.length) {
    const next = bytes[at + 1]!;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
    at = bytes.indexOf(0xff, next === 0xff ? at + 1 : at + 2);
  }
  throw truncated(bytes);
}

function startsWith(data: Uint8Array, text: string): boolean {
  return data.length >= text.length && [...text].every((letter, index) => data[index] === letter.charCodeAt(0));
}

function truncated(bytes: Uint8Array): ImageUnreadable {
  return new ImageUnreadable(
    `The JPEG is cut off after ${bytes.length} bytes, before its end marker; upload it again.`,
  );
}
