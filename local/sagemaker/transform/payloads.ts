/** A record alone is larger than a request may be. */
export class RecordTooLarge extends Error {
  override readonly name = 'RecordTooLarge';
}

export interface Splitting {
  readonly splitType: 'None' | 'Line';
  readonly batchStrategy: 'MultiRecord' | 'SingleRecord';
  readonly maxBytes: number;
}

const LINE_FEED = 0x0a;

/**
 * Cuts an object into the bodies of its requests: the whole object, or its lines, one a request or as many as fit. The line
 * break that ends a body is left out.
 * @throws RecordTooLarge
 */
export function payloads(object: Buffer, { splitType, batchStrategy, maxBytes }: Splitting): Buffer[] {
  if (splitType === 'None') {
    assertFits(object.length, maxBytes);
    return [object];
  }
  const bodies: Buffer[] = [];
  let start = -1;
  let end = -1;
  const close = () => {
    if (start >= 0) bodies.push(object.subarray(start, end));
    start = -1;
  };
  for (const [from, to] of lines(object)) {
    assertFits(to - from, maxBytes);
    if (start >= 0 && (batchStrategy === 'SingleRecord' || to - start > maxBytes)) close();
    if (start < 0) start = from;
    end = to;
  }
  close();
  return bodies;
}

/** Begin and end of every line that is not empty, without its line break. */
function* lines(object: Buffer): Generator<readonly [number, number]> {
  for (let from = 0; from < object.length; ) {
    const found = object.indexOf(LINE_FEED, from);
    const to = found < 0 ? object.length : found;
    if (to > from) yield [from, to];
    from = to + 1;
  }
}

function assertFits(bytes: number, maxBytes: number): void {
  if (bytes <= maxBytes) return;
  throw new RecordTooLarge(`A record of ${bytes} bytes exceeds MaxPayloadInMB (${maxBytes} bytes).`);
}
