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

function filterRows(rgba: Uint8Array, rowBytes: number, height: number): Uint8Array {
  const out = new Uint8Array((rowBytes + 1) * height);
  for (let row = 0; row < height; row += 1) {
    const from = row * rowBytes;
    const differences = [0, 4, row === 0 ? 0 : rowBytes].map((distance, filter) => ({ filter, distance, cost: 0 }));
    for (const candidate of differences) {
      for (let at = 0; at < rowBytes; at += 1) {
        candidate.cost += Math.abs((difference(rgba, from + at, at, candidate.filter, candidate.distance) << 24) >> 24);
      }
    }
    const best = differences.reduce((least, candidate) => (candidate.cost < least.cost ? candidate : least));
    const to = row * (rowBytes + 1);
    out[to] = best.filter;
    for (let at = 0; at < rowBytes; at += 1) {
      out[to + 1 + at] = difference(rgba, from + at, at, best.filter, best.distance);
    }
  }
  return out;
}

function difference(rgba: Uint8Array, index: number, column: number, filter: number, distance: number): number {
  if (filter === 0 || distance === 0 || (filter === 1 && column < distance)) return rgba[index]!;
  return (rgba[index]! - rgba[index - distance]!) & 0xff;
}

function chunk(type: string, data: Uint8Array): Buffer {
  const out = Buffer.alloc(data.length + 12);
  out.writeUInt32BE(data.length, 0);
  out.write(type, 4, 'latin1');
  out.set(data, 8);
  out.writeUInt32BE(crc32(out.subarray(4, 8 + data.length)), 8 + data.length);
  return out;
}
