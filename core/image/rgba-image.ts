/** A decoded image: `rgba` holds height x width x 4 bytes, row by row from the top, alpha not premultiplied. */
export interface RgbaImage {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}
