import { S3Error } from '../protocol/s3-error';

/** Bytes `start` to `end`, both included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

const RANGE = /^bytes=(\d*)-(\d*)$/;

/**
 * Reads a Range header. As on S3, what is not one well-formed range is ignored.
 * @returns undefined for the whole object.
 * @throws S3Error `InvalidRange` where the range has no byte of the object.
 */
export function byteRange(header: string | undefined, size: number): ByteRange | undefined {
  const match = header === undefined ? null : RANGE.exec(header.trim());
  if (match === null) return undefined;
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return undefined;
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (start > end) throw invalidRange(String(header), size);
  return { start, end };
}

const invalidRange = (requested: string, size: number): S3Error =>
  new S3Error(
    'InvalidRange',
    'The requested range is not satisfiable',
    416,
    { RangeRequested: requested, ActualObjectSize: size },
    { 'content-range': `bytes */${size}` },
  );
