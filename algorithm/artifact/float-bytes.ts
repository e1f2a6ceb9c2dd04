/** float32 numbers as little-endian bytes, whatever the machine's own order. */
export function encodeFloats(values: Float32Array): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (let index = 0; index < values.length; index += 1) bytes.writeFloatLE(values[index]!, index * 4);
  return bytes;
}

/** The inverse of `encodeFloats`. */
export function decodeFloats(bytes: Buffer): Float32Array {
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4));
}
