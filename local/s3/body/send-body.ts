import { createReadStream } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { BodyFiles } from '../storage/body-files';
import type { BodySegment } from '../storage/object-version';
import type { ByteRange } from './byte-range';
import { SMALL_BODY_BYTES } from './receive-body';

const READ_BYTES = 256 * 1024;

/** A stretch of one body file. */
interface Slice {
  readonly segment: BodySegment;
  readonly offset: number;
  readonly length: number;
}

/** The stretches of body files that make up a range of an object. */
export function slicesOf(segments: readonly BodySegment[], { start, end }: ByteRange): Slice[] {
  const slices: Slice[] = [];
  let segmentStart = 0;
  for (const segment of segments) {
    const offset = Math.max(0, start - segmentStart);
    const length = Math.min(segment.size, end - segmentStart + 1) - offset;
    if (offset < segment.size && length > 0) slices.push({ segment, offset, length });
    segmentStart += segment.size;
  }
  return slices;
}

/** Bytes of a range, in memory: for what is small. */
export function readRange(bodies: BodyFiles, segments: readonly BodySegment[], range: ByteRange): Buffer {
  const bytes = Buffer.allocUnsafe(range.end - range.start + 1);
  let at = 0;
  for (const { segment, offset, length } of slicesOf(segments, range)) {
    bodies.readInto(bytes, at, segment, offset, length);
    at += length;
  }
  return bytes;
}

/** The bytes of a range, in pieces. The bodies must be held. */
export async function* streamRange(
  bodies: BodyFiles,
  segments: readonly BodySegment[],
  range: ByteRange,
): AsyncGenerator<Buffer> {
  for (const { segment, offset, length } of slicesOf(segments, range)) {
    yield* createReadStream(bodies.path(segment.id), {
      start: offset,
      end: offset + length - 1,
      highWaterMark: READ_BYTES,
    }) as AsyncIterable<Buffer>;
  }
}

/** Ends a response whose head is written with a range of an object, at the receiver's pace. */
export async function sendRange(
  response: ServerResponse,
  bodies: BodyFiles,
  segments: readonly BodySegment[],
  range: ByteRange,
): Promise<void> {
  const release = bodies.hold(segments);
  try {
    await pipeline(streamRange(bodies, segments, range), response);
  } catch (error) {
    // A receiver that went away is none of our errors.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  } finally {
    release();
  }
}

export const isSmall = ({ start, end }: ByteRange): boolean => end - start < SMALL_BODY_BYTES;
