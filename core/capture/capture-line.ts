import type { CapturedPayload, CaptureRecord } from './capture-record';

/**
 * One record as a line of a capture file, without its end: what `JSON.stringify` makes of it. The payload of an image, nearly all of a line, is base64 in which
 * nothing is escaped: it is taken as it is, for a tenth of the time.
 */
export function captureLine({ captureData, eventMetadata, eventVersion }: CaptureRecord): string {
  const { endpointInput, endpointOutput } = captureData;
  const payloads: string[] = [];
  if (endpointInput !== undefined) payloads.push(`"endpointInput":${payloadText(endpointInput)}`);
  if (endpointOutput !== undefined) payloads.push(`"endpointOutput":${payloadText(endpointOutput)}`);
  const rest = `"eventMetadata":${JSON.stringify(eventMetadata)},"eventVersion":${JSON.stringify(eventVersion)}`;
  return `{"captureData":{${payloads.join(',')}},${rest}}`;
}

function payloadText({ observedContentType, mode, data, encoding }: CapturedPayload): string {
  const type = JSON.stringify(observedContentType);
  const text = encoding === 'BASE64' ? `"${data}"` : JSON.stringify(data);
  return `{"observedContentType":${type},"mode":"${mode}","data":${text},"encoding":"${encoding}"}`;
}
