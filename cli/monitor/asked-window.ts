import { randomUUID } from 'node:crypto';
import type { CaptureRecord } from '../../core/capture/capture-record';
import { groundTruthRecord } from '../../core/capture/ground-truth-record';
import { LabelIndex } from '../../core/capture/label-index';
import type { CaptureEntry } from '../../core/capture/read-capture-records';
import { encodeCustomAttributes, type Purpose } from '../../core/contracts/custom-attributes';
import { inspectImage } from '../../core/image/inspect-image';
import { askPatiently } from '../endpoint/ask-patiently';
import type { ServedModel } from '../endpoint/served-model';
import { inParallel } from '../parallel';

/** A picture whose class is known. */
export interface LabelledImage {
  readonly bytes: Uint8Array;
  readonly metadata: Readonly<Record<string, string>>;
  /** Class index; absent where nobody knows it. */
  readonly label?: number;
}

/** Captures and labels as a window has them. */
export interface AskedWindow {
  readonly entries: readonly CaptureEntry[];
  readonly labels: LabelIndex;
}

const PARALLEL = 8;

/**
 * Asks the endpoint about images and answers with what a capture would have held. The questions say that they are no traffic; the records say that they are,
 * because they stand for it.
 */
export async function askedWindow(
  served: ServedModel,
  images: readonly LabelledImage[],
  { purpose, signal, report }: { purpose: Purpose; signal: AbortSignal; report: (text: string) => void },
): Promise<AskedWindow> {
  const entries: CaptureEntry[] = new Array(images.length);
  const labels = new LabelIndex();
  let done = 0;
  await inParallel([...images.entries()], PARALLEL, async ([index, image]) => {
    signal.throwIfAborted();
    const inferenceId = randomUUID();
    const { inferences } = await askPatiently(served, { image, purpose, inferenceId, signal });
    const record: CaptureRecord = {
      captureData: {
        endpointInput: {
          observedContentType: inspectImage(image.bytes).contentType,
          mode: 'INPUT',
          data: Buffer.from(image.bytes).toString('base64'),
          encoding: 'BASE64',
        },
        endpointOutput: {
          observedContentType: 'application/json',
          mode: 'OUTPUT',
          data: JSON.stringify(inferences),
          encoding: 'JSON',
        },
      },
      eventMetadata: {
        // The window's order, not the endpoint's: the same images give the same samples.
        eventId: `asked-${index}`,
        customAttributes: [encodeCustomAttributes({ purpose: 'traffic', metadata: image.metadata })],
        inferenceTime: new Date().toISOString(),
      },
      eventVersion: '0',
    };
    entries[index] = { file: 'asked', line: index + 1, record };
    if (image.label !== undefined) labels.add(groundTruthRecord(`asked-${index}`, image.label));
    done += 1;
    report(`${done} of ${images.length} images`);
  });
  return { entries, labels };
}
