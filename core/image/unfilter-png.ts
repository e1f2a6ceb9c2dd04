import { ImageUnreadable } from '../contracts/errors';

/** Scan lines of one (sub)image: each is a filter byte and `rowBytes` bytes. */
export interface ScanLines {
  readonly offset: number;
  readonly rows: number;
  readonly rowBytes: number;
  /** Distance to the byte "to the left": whole bytes per pixel, at least 1. */
  readonly pixelBytes: number;
}

/**
 * Undoes the five filters of PNG (specification 9.2) in place; the filter bytes stay where they are.
 * @throws ImageUnreadable for a filter of another number
 */
export function unfilterPng(data: Uint8Array, { offset, rows, rowBytes, pixelBytes }: ScanLines): void {
  const stride = rowBytes + 1;
  for (let row = 0; row < rows; row += 1) {
    const start = offset + row * stride + 1;
    const end = start + rowBytes;
    const filter = data[start - 1]!;
    const first = start + Math.min(pixelBytes, rowBytes);
    const up = row === 0 ? 0 : stride;
    if (filter === 0) continue;
    if (filter > 4) throw new ImageUnreadable(`The PNG is damaged: row ${row} has the unknown filter ${filter}.`);
    if (filter === 1 || (filter === 4 && up === 0)) {
      for (let at = first; at < end; at += 1) data[at] = data[at]! + data[at - pixelBytes]!;
    } else if (filter === 2) {
      if (up > 0) for (let at = start; at < end; at += 1) data[at] = data[at]! + data[at - up]!;
    } else if (filter === 3) {
      for (let at = start; at < end; at += 1) {
        const above = up === 0 ? 0 : data[at - up]!;
        data[at] = data[at]! + (((at < first ? 0 : data[at - pixelBytes]!) + above) >> 1);
      }
    } else {
      for (let at = start; at < first; at += 1) data[at] = data[at]! + data[at - up]!;
      for (let at = first; at < end; at += 1) {
        data[at] = data[at]! + paeth(data[at - pixelBytes]!, data[at - up]!, data[at - up - pixelBytes]!);
      }
    }
  }
}

/** Whichever of left, above and upper left is nearest to left + above - upper left (specification 9.4). */
function paeth(left: number, above: number, upperLeft: number): number {
  const toLeft = Math.abs(above - upperLeft);
  const toAbove = Math.abs(left - upperLeft);
  const toUpperLeft = Math.abs(left + above - 2 * upperLeft);
  if (toLeft <= toAbove && toLeft <= toUpperLeft) return left;
  return toAbove <= toUpperLeft ? above : upperLeft;
}
