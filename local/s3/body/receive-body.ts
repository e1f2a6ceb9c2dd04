import type { FileHandle } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { S3Error } from '../protocol/s3-error';
import type { BodyFiles } from '../storage/body-files';
import type { BodySegment } from '../storage/object-version';
import { AwsChunkedDecoder } from './aws-chunked';
import { BodyDigests } from './body-digests';
import type { BodyExpectation } from './body-expectation';
import { digestWhole } from './whole-digests';

/** Bodies up to this size are gathered in memory and written at once; larger ones are streamed. */
export const SMALL_BODY_BYTES = 64 * 1024;

/** Bytes gathered before a streamed body is written on: fewer, larger writes. Memory per upload stays below three of them. */
const WRITE_BYTES = 512 * 1024;

export interface ReceivedBody {
  readonly size: number;
  /** Hex. */
  readonly md5: string;
  /** Base64, by the expectation's algorithm. */
  readonly checksum: string;
  /** Body files that the caller puts into the bucket or removes. */
  readonly segments: readonly BodySegment[];
}

/**
 * Takes an upload's body off the wire, verifies it and writes it to body files.
 * @throws S3Error where it is not what its headers promise; no file is left then.
 */
export function receiveBody(
  incoming: IncomingMessage,
  expected: BodyExpectation,
  bodies: BodyFiles,
): Promise<ReceivedBody> {
  return expected.size <= SMALL_BODY_BYTES
    ? receiveSmall(incoming, expected, bodies)
    : receiveLarge(incoming, expected, bodies);
}

async function receiveSmall(
  incoming: IncomingMessage,
  expected: BodyExpectation,
  bodies: BodyFiles,
): Promise<ReceivedBody> {
  const decoder = expected.awsChunked ? new AwsChunkedDecoder() : undefined;
  const pieces = await gather(incoming, expected.size, decoder);
  const bytes = pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces);
  const { md5, checksum } = digestWhole(bytes, expected, decoder?.trailers);
  return { md5, checksum, size: bytes.length, segments: bodies.writeWhole(bytes) };
}

/** Reads a body of a known small size by events, which costs a third of an async iterator. */
function gather(incoming: IncomingMessage, size: number, decoder: AwsChunkedDecoder | undefined): Promise<Buffer[]> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let received = 0;
    incoming.on('data', (chunk: Buffer) => {
      try {
        for (const piece of decoder === undefined ? [chunk] : decoder.push(chunk)) {
          received += piece.length;
          if (received <= size) pieces.push(piece);
          else reject(tooLong(size));
        }
      } catch (error) {
        reject(error);
      }
    });
    incoming.on('end', () => (decoder?.isComplete === false ? reject(tooShort(size)) : resolve(pieces)));
    incoming.on('error', reject);
    // Also the end of every whole body, for which an error (and its stack) would be made in vain.
    incoming.on('close', () => incoming.complete || reject(tooShort(size)));
  });
}

async function receiveLarge(
  incoming: IncomingMessage,
  expected: BodyExpectation,
  bodies: BodyFiles,
): Promise<ReceivedBody> {
  const decoder = expected.awsChunked ? new AwsChunkedDecoder() : undefined;
  const digests = new BodyDigests(expected);
  const { id, file } = await bodies.create();
  const segments = [{ id, size: expected.size }];
  let size = 0;
  let batch: Buffer[] = [];
  let batchBytes = 0;
  let writing: Promise<unknown> = Promise.resolve();
  try {
    // Not destroyed on an error: the connection still has to carry the answer.
    for await (const chunk of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      for (const piece of decoder === undefined ? [chunk] : decoder.push(chunk)) {
        size += piece.length;
        if (size > expected.size) throw tooLong(expected.size);
        digests.update(piece);
        batch.push(piece);
        batchBytes += piece.length;
      }
      if (batchBytes < WRITE_BYTES) continue;
      await writing;
      writing = writeAll(file, batch, batchBytes);
      // Its failure is met at the next await; until then it must not count as unhandled.
      writing.catch(() => undefined);
      batch = [];
      batchBytes = 0;
    }
    await writing;
    if (batch.length > 0) await writeAll(file, batch, batchBytes);
    if (decoder?.isComplete === false) throw tooShort(expected.size);
    const verified = digests.verify(decoder?.trailers);
    await file.close();
    return { ...verified, size, segments };
  } catch (error) {
    await writing.catch(() => undefined);
    await file.close().catch(() => undefined);
    bodies.remove(segments);
    throw error;
  }
}

async function writeAll(file: FileHandle, pieces: readonly Buffer[], bytes: number): Promise<void> {
  const { bytesWritten } = await file.writev(pieces);
  if (bytesWritten !== bytes) throw new Error(`The disk took ${bytesWritten} of ${bytes} bytes: is it full?`);
}

const tooLong = (size: number): S3Error =>
  new S3Error('IncompleteBody', `The body has more than the ${size} bytes that its headers promise.`);

const tooShort = (size: number): S3Error =>
  new S3Error('IncompleteBody', `The body ended before the ${size} bytes that its headers promise.`);
