import { isUtf8 } from 'node:buffer';
import type { FaultList } from './fault-list';

const LINE_FEED = 0x0a;

/** Notes the lines that are not UTF-8; they are read with replacement characters in place of what they hold. */
export function noteEncoding(bytes: Buffer, file: string, firstLine: number, faults: FaultList): void {
  if (isUtf8(bytes)) return;
  let line = firstLine;
  for (let from = 0; from < bytes.length; line += 1) {
    const feed = bytes.indexOf(LINE_FEED, from);
    const to = feed < 0 ? bytes.length : feed;
    if (!isUtf8(bytes.subarray(from, to))) {
      faults.add('NotUtf8', 'the line holds bytes that are no UTF-8; they are replaced', file, line);
    }
    from = to + 1;
  }
}

/** Whether the file begins as UTF-16 does, by its byte-order mark. */
export const isUtf16 = (bytes: Uint8Array): boolean =>
  (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);

/** Length of the byte-order mark of UTF-8 that the bytes begin with; 0 without one. */
export const markLength = (bytes: Uint8Array): number =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
