import { type CaptureRecord, payloadBytes } from '../../capture/capture-record';
import { inferenceIdentity } from '../../capture/inference-identity';
import type { LabelIndex } from '../../capture/label-index';
import type { CaptureEntry } from '../../capture/read-capture-records';
import { decodeCustomAttributes } from '../../contracts/custom-attributes';
import { argmax } from '../../inference/argmax';
import { calibrate } from '../../inference/calibrate';
import { parseProbabilities } from '../../inference/parse-probabilities';
import { type CaptureFilter, filterCapture } from '../../table/capture-filter';
import { hashOf } from '../../table/inference-ids';
import { pixelEmbedding } from '../embedding/pixel-embedding';
import type { Statistics } from '../formats/statistics';
import { describeImage } from '../images/describe-image';
import { ImageWindow, type StoredImageWindow } from '../images/image-window';
import { ModelQualityState } from '../model-quality/model-quality-state';
import { readModelQuality, type StoredModelQuality, storeModelQuality } from '../model-quality/stored-model-quality';
import { RowSample, type StoredRowSample } from '../sample/row-sample';
import { type EndpointSubject, problemOf } from './endpoint-subject';
import { segmentsOf } from './image-segments';
import { SegmentCounts, type StoredSegments } from './segment-counts';

/** Images of a window that are explained: each costs ten questions to the model. Of sixty, a knocked camera is seen in nineteen windows of twenty, of thirty in three of four (docs/monitors.md). */
export const EXPLAINED_IMAGES = 60;

export interface StoredEndpointWindow {
  readonly images: StoredImageWindow;
  readonly quality: StoredModelQuality;
  readonly segments: StoredSegments;
  readonly explained: StoredRowSample<string>;
}

/**
 * All that the monitors want to know of a window of an image classifier's captures, from one pass over them. Windows of parts merge into that of
 * the whole and travel as JSON in between.
 */
export class EndpointWindow {
  readonly images: ImageWindow;
  readonly quality: ModelQualityState;
  readonly segments = new SegmentCounts();
  /** Images to be explained, base64. */
  explained: RowSample<string>;

  /** @param baseline statistics of the baseline's images; absent to make one */
  constructor(
    readonly subject: EndpointSubject,
    readonly baseline?: Statistics,
  ) {
    const { seed } = subject;
    this.images = new ImageWindow({ baseline, seed });
    this.quality = new ModelQualityState(problemOf(subject), seed);
    this.explained = new RowSample(EXPLAINED_IMAGES, seed);
  }

  /**
   * Takes one line of a capture file in. What is wrong with it is noted, and the rest of the window goes on.
   * @param labels of the window, all of them
   */
  add(entry: CaptureEntry, labels: LabelIndex, filter: CaptureFilter): void {
    this.quality.labels = { size: labels.size, replaced: labels.replaced };
    if ('fault' in entry) {
      this.images.addUnreadable(entry.fault, entry.file, entry.line);
      return;
    }
    const { counts, inferences } = this.quality.reading;
    const left = filterCapture(entry.record.eventMetadata, filter);
    if (left !== undefined) counts[left] += 1;
    else if (!inferences.admit(inferenceIdentity(entry.record))) counts.duplicates += 1;
    else this.observe(entry.record, entry, labels);
  }

  /** Takes another part in, which does not change. */
  merge(other: EndpointWindow): void {
    this.images.merge(other.images);
    this.quality.merge(other.quality);
    this.segments.merge(other.segments);
    this.explained = this.explained.merge(other.explained);
  }

  stored(): StoredEndpointWindow {
    return {
      images: this.images.stored(),
      quality: storeModelQuality(this.quality),
      segments: this.segments.stored(),
      explained: this.explained.stored(),
    };
  }

  /** @param subject, baseline those of the window that was stored */
  static read(stored: StoredEndpointWindow, subject: EndpointSubject, baseline?: Statistics): EndpointWindow {
    const window = new EndpointWindow(subject, baseline);
    window.images.merge(ImageWindow.read(stored.images, window.images.options));
    window.quality.merge(readModelQuality(stored.quality));
    window.segments.merge(SegmentCounts.read(stored.segments));
    window.explained = RowSample.read(stored.explained);
    return window;
  }

  private observe(record: CaptureRecord, place: { file: string; line: number }, labels: LabelIndex): void {
    const { classes, temperature, threshold, seed } = this.subject;
    const { endpointInput, endpointOutput } = record.captureData;
    const identity = inferenceIdentity(record);
    try {
      if (endpointInput === undefined || endpointOutput === undefined)
        throw new Error(`the record has no ${endpointInput === undefined ? 'input' : 'output'}`);
      const probabilities = parseProbabilities(payloadBytes(endpointOutput).toString('utf8'), classes.length);
      const bytes = payloadBytes(endpointInput);
      const described = describeImage(bytes);
      const calibrated = calibrate(probabilities, temperature);
      const predicted = argmax(calibrated);
      const confidence = calibrated[predicted]!;
      const embedding = pixelEmbedding(described.image);
      const answer = { probabilities: calibrated, label: classes[predicted]!, confidence };
      this.images.add({ identity, described, embedding, answer });
      this.explained.add(identity, bytes.toString('base64'));
      const actual = this.labelOf(identity, labels);
      const { metadata } = decodeCustomAttributes(record.eventMetadata.customAttributes?.[0] ?? '');
      this.segments.add({
        segments: segmentsOf(metadata, described.descriptor.brightness, record.eventMetadata.inferenceTime),
        isAccepted: confidence >= threshold,
        isCorrect: actual === undefined ? undefined : actual === predicted,
      });
      this.count(actual, predicted, calibrated, hashOf(identity, seed));
    } catch (error) {
      this.images.addUnreadable((error as Error).message, place.file, place.line);
    }
  }

  private count(actual: number | undefined, predicted: number, probabilities: readonly number[], key: number): void {
    const { counts } = this.quality.reading;
    counts.rows += 1;
    if (actual === undefined) {
      this.quality.unlabelled += 1;
      return;
    }
    this.quality.matched += 1;
    counts.usedRows += 1;
    this.quality.add({ actual, predicted, score: probabilities[1]! }, key);
  }

  /** The class of an inference's label, given as index or name; undefined where it has none that this model knows. */
  private labelOf(identity: string, labels: LabelIndex): number | undefined {
    const text = labels.find(identity)?.data.trim();
    if (text === undefined) return undefined;
    const byName = this.subject.classes.indexOf(text);
    const index = byName === -1 ? Number(text) : byName;
    return text !== '' && Number.isInteger(index) && index >= 0 && index < this.subject.classes.length
      ? index
      : undefined;
  }
}
