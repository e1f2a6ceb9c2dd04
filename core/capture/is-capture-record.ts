import type { CaptureRecord } from './capture-record';

type Members = Readonly<Record<string, unknown>>;

/**
 * Whether a value is a whole capture record, checked by hand: a schema takes longer than parsing the line does. A value that this refuses
 * may still be a record with something left out; the schema decides, and says what is wrong.
 */
export function isCaptureRecord(value: unknown): value is CaptureRecord {
  if (!isObject(value) || value.eventVersion !== '0') return false;
  const { captureData, eventMetadata } = value;
  return (
    isObject(captureData) &&
    isPayload(captureData.endpointInput, 'INPUT') &&
    isPayload(captureData.endpointOutput, 'OUTPUT') &&
    isObject(eventMetadata) &&
    isMetadata(eventMetadata)
  );
}

const isObject = (value: unknown): value is Members => typeof value === 'object' && value !== null;

function isPayload(value: unknown, mode: 'INPUT' | 'OUTPUT'): boolean {
  if (value === undefined) return true;
  if (!isObject(value)) return false;
  const { observedContentType, data, encoding } = value;
  return (
    value.mode === mode &&
    typeof observedContentType === 'string' &&
    typeof data === 'string' &&
    (encoding === 'CSV' || encoding === 'JSON' || encoding === 'BASE64')
  );
}

const isName = (value: unknown): boolean => typeof value === 'string' && value !== '';

function isMetadata({ eventId, inferenceId, customAttributes, inferenceTime }: Members): boolean {
  return (
    isName(eventId) &&
    (inferenceId === undefined || isName(inferenceId)) &&
    (customAttributes === undefined ||
      (Array.isArray(customAttributes) && customAttributes.every((attribute) => typeof attribute === 'string'))) &&
    typeof inferenceTime === 'string' &&
    isTime(inferenceTime)
  );
}

const USUAL_TIME = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;

/** The usual form needs no date to be made; the last days of a month do. */
const isTime = (text: string): boolean => USUAL_TIME.test(text) || !Number.isNaN(Date.parse(text));
