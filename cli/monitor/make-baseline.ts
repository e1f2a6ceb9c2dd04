import { GetObjectCommand } from '@aws-sdk/client-s3';
import { manifestKey, splitPrefix } from '../../core/contracts/storage-layout';
import { parseImageList } from '../../core/dataset/image-list';
import { type EndpointBaseline, endpointBaseline } from '../../core/monitoring/endpoint/endpoint-baseline';
import { EndpointWindow } from '../../core/monitoring/endpoint/endpoint-window';
import { explainImages } from '../../core/monitoring/occlusion/explain-images';
import { SeededRandom } from '../../core/seeded-random';
import { ServedModel } from '../endpoint/served-model';
import { inParallel } from '../parallel';
import { askedWindow, type LabelledImage } from './asked-window';
import { monitorSubject } from './monitor-subject';
import type { MonitoredTarget } from './monitored-target';
import { servedImageModel } from './served-image-model';
import { writeBaseline } from './write-baseline';

/** The images bucket has no list of the validation split: there is nothing to make a baseline of. */
export class NoValidationSplit extends Error {
  override readonly name = 'NoValidationSplit';
}

/** More images hardly sharpen a baseline: at a thousand, distances of 0.06 to a window of a thousand are significant. */
const MOST_IMAGES = 1000;
const PARALLEL_READS = 16;

export interface BaselineRequest {
  /** Whether the endpoint may be asked ten times for each of sixty images, to see what it looks at. */
  readonly explain: boolean;
  readonly signal: AbortSignal;
  readonly report: (text: string) => void;
}

export interface MadeBaseline {
  readonly baseline: EndpointBaseline;
  readonly prefix: string;
  readonly bucket: string;
}

/**
 * Makes the baseline of the released model from the validation split, which training and release know already: asks the endpoint about its images, writes
 * the files under `reports/baseline/{package}/`, and lets `current` point there.
 * @throws Error where there is no released model; NoValidationSplit; BaselineInvalid for too few images
 */
export async function makeBaseline(target: MonitoredTarget, request: BaselineRequest): Promise<MadeBaseline> {
  const { signal, report, explain } = request;
  const served = await ServedModel.of(target);
  const subject = monitorSubject(target, served);
  const images = await validationImages(target, served.model.classes.length, signal, report);
  const { entries, labels } = await askedWindow(served, images, { purpose: 'evaluation', signal, report });
  const window = new EndpointWindow(subject);
  for (const entry of entries) window.add(entry, labels, { purposes: ['traffic'] });
  const { classes } = served.model;
  const explained = explain
    ? await explainImages(servedImageModel(served, signal), window.explained.rows(), {
        classes: classes.length,
        seed: window.subject.seed,
        onProgress: (done, total) => report(`${done} of ${total} images explained`),
      })
    : undefined;
  const baseline = endpointBaseline(window, explained);
  return { baseline, ...(await writeBaseline(target, { content: 'images', baseline })) };
}

async function validationImages(
  { clients, outputs }: MonitoredTarget,
  classes: number,
  signal: AbortSignal,
  report: (text: string) => void,
): Promise<LabelledImage[]> {
  const Bucket = outputs.get('ImagesBucket');
  const Key = manifestKey('validation');
  const list = await clients.s3.send(new GetObjectCommand({ Bucket, Key })).catch((cause: Error) => {
    if (cause.name !== 'NoSuchKey') throw cause;
    throw new NoValidationSplit(
      `There is no s3://${Bucket}/${Key}: a baseline is made from the validation split. Upload the data set.`,
      { cause },
    );
  });
  const rows = parseImageList((await list.Body?.transformToString()) ?? '', Key, classes);
  const chosen = new SeededRandom('baseline').shuffled(rows).slice(0, MOST_IMAGES);
  const images: LabelledImage[] = new Array(chosen.length);
  let done = 0;
  await inParallel([...chosen.entries()], PARALLEL_READS, async ([index, { file, label }]) => {
    signal.throwIfAborted();
    const get = new GetObjectCommand({ Bucket, Key: splitPrefix('validation') + file });
    const { Body, Metadata = {} } = await clients.s3.send(get);
    images[index] = { bytes: (await Body?.transformToByteArray()) ?? new Uint8Array(), metadata: Metadata, label };
    done += 1;
    report(`${done} of ${chosen.length} images read`);
  });
  return images;
}
