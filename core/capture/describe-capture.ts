import { decodeCustomAttributes } from '../contracts/custom-attributes';
import { inspectImage } from '../image/inspect-image';
import { argmax } from '../inference/argmax';
import { imageBytesOf, probabilitiesOf } from './capture-contents';
import { type CapturedPayload, type CaptureRecord, payloadBytes } from './capture-record';

/** A capture in words and figures, without its payloads. */
export interface CaptureDescription {
  readonly eventId: string;
  readonly inferenceId?: string;
  /** As recorded: ISO 8601, UTC. */
  readonly inferenceTime: string;
  /** What was sent; absent where the input was not captured. */
  readonly input?: CapturedInput;
  /** The class of the highest probability, by its name where the names are known. */
  readonly label?: string;
  /** That probability as the endpoint answered it, uncalibrated. */
  readonly confidence?: number;
  readonly probabilities?: readonly number[];
  /** The answer where it is no list of probabilities, shortened. */
  readonly answer?: string;
  /** Why the request was made; absent where it does not say. */
  readonly purpose?: string;
  /** What else its custom attributes say: site, camera … */
  readonly attributes: Readonly<Record<string, string>>;
}

export interface CapturedInput {
  readonly contentType: string;
  readonly bytes: number;
  /** Pixels; absent where the input is no picture. */
  readonly width?: number;
  readonly height?: number;
}

const SHOWN_CHARACTERS = 60;

/**
 * Describes a capture. Whatever cannot be read out of it is left out: a capture is what it is.
 * @param classes names in the order of the model's outputs, if known; used where there are as many as probabilities.
 */
export function describeCapture(record: CaptureRecord, classes?: readonly string[]): CaptureDescription {
  const { eventId, inferenceId, inferenceTime, customAttributes } = record.eventMetadata;
  const text = (customAttributes ?? []).join(';');
  const { purpose, metadata } = decodeCustomAttributes(text);
  return {
    eventId,
    ...(inferenceId === undefined ? {} : { inferenceId }),
    inferenceTime,
    ...describeInput(record),
    ...describeOutput(record, classes),
    ...(/(^|;)purpose=/.test(text) ? { purpose } : {}),
    attributes: metadata,
  };
}

function describeInput(record: CaptureRecord): Pick<CaptureDescription, 'input'> {
  const { endpointInput } = record.captureData;
  const bytes = imageBytesOf(record);
  if (endpointInput === undefined || bytes === undefined) return {};
  const base = { contentType: endpointInput.observedContentType, bytes: bytes.length };
  try {
    const { contentType, width, height } = inspectImage(bytes);
    return { input: { ...base, contentType: base.contentType || contentType, width, height } };
  } catch {
    return { input: base };
  }
}

function describeOutput(
  record: CaptureRecord,
  classes: readonly string[] | undefined,
): Pick<CaptureDescription, 'label' | 'confidence' | 'probabilities' | 'answer'> {
  const { endpointOutput } = record.captureData;
  if (endpointOutput === undefined) return {};
  const read = probabilitiesOf(record);
  if ('fault' in read) return { answer: shortened(endpointOutput) };
  const { probabilities } = read;
  const best = argmax(probabilities);
  const named = classes?.length === probabilities.length ? classes[best] : undefined;
  return { label: named ?? `class ${best}`, confidence: probabilities[best], probabilities };
}

function shortened(payload: CapturedPayload): string {
  const text = payloadBytes(payload).toString('utf8').trim();
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}
