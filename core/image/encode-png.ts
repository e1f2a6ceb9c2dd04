import { crc32, deflateSync } from 'node:zlib';
import { PNG_SIGNATURE } from './png-structure';

const RGBA_OF_8_BITS = [8, 6, 0, 0, 0];

/**
 * A PNG of 8-bit RGBA. Every row uses the filter with the smallest sum of absolute differences among none, left and up
 * (specification 12.7): near the best size at a fraction of the work. The same pixels always give the same bytes.
 * @param rgba height x width x 4 bytes
 */
export function encodePng(rgba: Uint8Array, width: number, height: number): Buffer {
  if (!Number.isInteger(width) || !Number.isInteger(height) || width < 1 || height < 1) {
    throw new RangeError(`An image of ${width} x ${height} pixels cannot be encoded.`);
  }
  if (rgba.length !== width * height * 4) {
    throw new RangeError(`${width} x ${height} pixels are ${width * height * 4} bytes of RGBA, not ${rgba.length}.`);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set(RGBA_OF_8_BITS, 8);
  const pixels = deflateSync(filterRows(rgba, width * 4, height));
  return Buffer.concat([
    Buffer.from(PNG_SIGNATURE),
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const BYTES_PER_PIXEL = 4;

function filterRows(rgba: Uint8Array, rowBytes: number, height: number): Uint8Array {
  const out = new Uint8Array((rowBytes + 1) * height);
  // Each row by each filter in turn: none, left, up.
  const [none, left, up] = [new Uint8Array(rowBytes), new Uint8Array(rowBytes), new Uint8Array(rowBytes)];
  for (let row = 0; row < height; row += 1) {
    const from = row * rowBytes;
    let [costNone, costLeft, costUp] = [0, 0, 0];
    for (let at = 0; at < rowBytes; at += 1) {
      const value = rgba[from + at]!;
      const byLeft = at < BYTES_PER_PIXEL ? value : (value - rgba[from + at - BYTES_PER_PIXEL]!) & 0xff;
      const byUp = row === 0 ? value : (value - rgba[from + at - rowBytes]!) & 0xff;
      none[at] = value;
      left[at] = byLeft;
      up[at] = byUp;
      costNone += size(value);
      costLeft += size(byLeft);
      costUp += size(byUp);
    }
    const best = costLeft < costNone ? (costUp < costLeft ? 2 : 1) : costUp < costNone ? 2 : 0;
    const to = row * (rowBytes + 1);
    out[to] = best;
    out.set(best === 0 ? none : best === 1 ? left : up, to + 1);
  }
  return out;
}

/** Distance of a difference from zero, as a signed byte. */
const size = (byte: number): number => (byte < 128 ? byte : 256 - byte);

function chunk(type: string, data: Uint8Array): Buffer {
  const out = Buffer.alloc(data.length + 12);
  out.writeUInt32BE(data.length, 0);
  out.write(type, 4, 'latin1');
  out.set(data, 8);
  out.writeUInt32BE(crc32(out.subarray(4, 8 + data.length)), 8 + data.length);
  return out;
}
