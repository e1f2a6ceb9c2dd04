/**
 * A column of numbers as text: base64 of little-endian values, which loses nothing and takes half the room of decimals. (Typed arrays
 * have the platform's byte order; every platform that Node runs functions on is little-endian.)
 */
export const storeNumbers = (values: readonly number[]): string => toBase64(Float64Array.from(values));

/** Class indices: whole numbers below 2^16. */
export const storeIndices = (values: readonly number[]): string => toBase64(Uint16Array.from(values));

/** @throws RangeError where the text does not hold whole values */
export const readNumbers = (text: string): number[] => [...new Float64Array(fromBase64(text, 8))];

/** @throws RangeError where the text does not hold whole values */
export const readIndices = (text: string): number[] => [...new Uint16Array(fromBase64(text, 2))];

export const MAX_STORED_INDEX = 65_535;

function toBase64(array: Float64Array | Uint16Array): string {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString('base64');
}

function fromBase64(text: string, bytesPerValue: number): ArrayBuffer {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length % bytesPerValue !== 0) {
    throw new RangeError(`A column of ${bytes.length} bytes does not hold whole values of ${bytesPerValue} bytes.`);
  }
  const copy = new ArrayBuffer(bytes.length);
  new Uint8Array(copy).set(bytes);
  return copy;
}
