import type { BodyFiles } from '../storage/body-files';
import type { BodySegment } from '../storage/object-version';
import { BodyDigests } from './body-digests';
import type { ByteRange } from './byte-range';
import type { ChecksumAlgorithm } from './checksum';
import type { ReceivedBody } from './receive-body';
import { streamRange } from './send-body';

/**
 * Copies a range of an object into a body file of its own, and computes what an upload of these bytes would have.
 * @param to may be `from`.
 */
export async function copyBody(
  from: { readonly bodies: BodyFiles; readonly segments: readonly BodySegment[]; readonly range: ByteRange },
  to: BodyFiles,
  kept: ChecksumAlgorithm,
): Promise<ReceivedBody> {
  const size = from.range.end - from.range.start + 1;
  const digests = new BodyDigests({ size, awsChunked: false, kept });
  if (size === 0) return { ...digests.verify(), size, segments: [] };
  const { id, file } = await to.create();
  const segments = [{ id, size }];
  const release = from.bodies.hold(from.segments);
  try {
    for await (const bytes of streamRange(from.bodies, from.segments, from.range)) {
      digests.update(bytes);
      await file.writeFile(bytes);
    }
    return { ...digests.verify(), size, segments };
  } catch (error) {
    to.remove(segments);
    throw error;
  } finally {
    release();
    await file.close();
  }
}
