import { ArchiveError } from '../data-set-error';

/** 32 x 32 x 3: 1,024 levels of red, then green, then blue, each row by row from the top. */
export const CIFAR_ROW_BYTES = 3072;

/** Cuts a stream of rows of 3,072 bytes and keeps copies of the rows that are wanted. */
export class RowCutter {
  private at = 0;
  private row: Uint8Array | undefined;

  /**
   * @param length bytes of all rows together
   * @param wanted is asked once for each row
   * @param keep gets each wanted row, in order
   */
  constructor(
    length: number,
    private readonly wanted: (row: number) => boolean,
    private readonly keep: (row: number, pixels: Uint8Array) => void,
  ) {
    if (length % CIFAR_ROW_BYTES !== 0) {
      throw new ArchiveError(`The archive's pixels are ${length} bytes, which is no whole number of rows of 3072.`);
    }
  }

  push(piece: Uint8Array): void {
    let from = 0;
    while (from < piece.length) {
      const within = this.at % CIFAR_ROW_BYTES;
      const count = Math.min(CIFAR_ROW_BYTES - within, piece.length - from);
      const index = (this.at - within) / CIFAR_ROW_BYTES;
      if (within === 0) this.row = this.wanted(index) ? new Uint8Array(CIFAR_ROW_BYTES) : undefined;
      this.row?.set(piece.subarray(from, from + count), within);
      if (within + count === CIFAR_ROW_BYTES && this.row !== undefined) this.keep(index, this.row);
      from += count;
      this.at += count;
    }
  }
}

/** @returns 32 x 32 x 4, RGBA, opaque */
export function rowToRgba(pixels: Uint8Array): Uint8Array {
  const rgba = new Uint8Array(4096);
  for (let pixel = 0; pixel < 1024; pixel += 1) {
    rgba[pixel * 4] = pixels[pixel]!;
    rgba[pixel * 4 + 1] = pixels[pixel + 1024]!;
    rgba[pixel * 4 + 2] = pixels[pixel + 2048]!;
    rgba[pixel * 4 + 3] = 255;
  }
  return rgba;
}
