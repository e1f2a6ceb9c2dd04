/** The largest input or output of a state, as UTF-8. Bytes. */
export const MAX_DATA_BYTES = 262_144;

const texts = new WeakMap<object, string>();

/**
 * JSON of a value that is never changed afterwards. Objects keep their text: the output of one state is the input of the next,
 * and both stand in the history.
 */
export function jsonText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const known = texts.get(value);
  if (known !== undefined) return known;
  const text = JSON.stringify(value);
  texts.set(value, text);
  return text;
}

/** Whether data of this text exceeds what a state may take or give. */
export function exceedsLimit(text: string): boolean {
  // A UTF-16 code unit is at most three bytes of UTF-8: most texts need no counting.
  return text.length * 3 > MAX_DATA_BYTES && Buffer.byteLength(text) > MAX_DATA_BYTES;
}
