import { MAX_IMAGE_BYTES_SERVERLESS } from '../../contracts/limits';

/** Some ten kilobytes of rows as they mostly are. */
const MOST_ROWS = 500;

/**
 * How many lines of CSV an endpoint of any kind takes in a request, by the longest of them: what a serverless one does. One at least, which it may then refuse.
 * @param lines without their ends
 */
export function rowsPerRequest(lines: Iterable<string>): number {
  let longest = 0;
  for (const line of lines) longest = Math.max(longest, Buffer.byteLength(line));
  return Math.max(1, Math.min(MOST_ROWS, Math.floor(MAX_IMAGE_BYTES_SERVERLESS / (longest + 1))));
}
