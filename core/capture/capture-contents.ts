import type { ServiceError } from '../contracts/errors';
import { parseProbabilities } from '../inference/parse-probabilities';
import { type CaptureRecord, payloadBytes } from './capture-record';

/** What could not be read out of a record: a value, so that one bad record does not end a monitor's run. */
export interface ContentFault {
  readonly fault: string;
}

/** The model's probabilities in class order, whatever the encoding of the captured output. */
export function probabilitiesOf(
  record: CaptureRecord,
  classes?: number,
): { readonly probabilities: number[] } | ContentFault {
  const { endpointOutput } = record.captureData;
  if (endpointOutput === undefined) return { fault: 'The record holds no output: capture the endpoint’s output too.' };
  try {
    return { probabilities: parseProbabilities(payloadBytes(endpointOutput).toString('utf8'), classes) };
  } catch (error) {
    return { fault: (error as ServiceError).message };
  }
}

/** The bytes of the image that was sent; undefined where the input was not captured. */
export function imageBytesOf({ captureData }: CaptureRecord): Buffer | undefined {
  return captureData.endpointInput === undefined ? undefined : payloadBytes(captureData.endpointInput);
}

export const inferenceTimeOf = ({ eventMetadata }: CaptureRecord): Date => new Date(eventMetadata.inferenceTime);
