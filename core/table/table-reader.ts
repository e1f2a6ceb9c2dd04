/**
 * Reads one file from pieces of any size, in order, and hands its rows on in batches. Memory does not grow with the file. What cannot be
 * read is noted in the list of faults; the rest is read all the same.
 */
export interface TableReader {
  push(bytes: Uint8Array): void;
  /** Says that the file has ended: rows that wait go out, and a record that was cut off is noted. */
  end(): void;
}
