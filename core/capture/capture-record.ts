/** How `data` of a captured payload is to be read. */
export type CaptureEncoding = 'CSV' | 'JSON' | 'BASE64';

export interface CapturedPayload {
  readonly observedContentType: string;
  readonly mode: 'INPUT' | 'OUTPUT';
  readonly data: string;
  readonly encoding: CaptureEncoding;
}

/** One line of a data-capture file, as Amazon SageMaker writes it. */
export interface CaptureRecord {
  readonly captureData: {
    readonly endpointInput?: CapturedPayload;
    readonly endpointOutput?: CapturedPayload;
  };
  readonly eventMetadata: {
    readonly eventId: string;
    /** Only where the caller sent InferenceId. */
    readonly inferenceId?: string;
    /** Only where the caller sent CustomAttributes. */
    readonly customAttributes?: readonly string[];
    /** ISO 8601 in UTC, whole seconds. */
    readonly inferenceTime: string;
  };
  readonly eventVersion: '0';
}

/** Content types whose payloads stay text; the endpoint's CaptureContentTypeHeader. Anything else becomes BASE64. */
export interface CaptureContentTypes {
  readonly csv: readonly string[];
  readonly json: readonly string[];
}

/** Encodes one payload by its content type (parameters such as `charset` are ignored in the comparison). */
export function capturedPayload(
  mode: CapturedPayload['mode'],
  contentType: string,
  body: Buffer,
  types: CaptureContentTypes,
): CapturedPayload {
  const bare = (contentType.split(';')[0] ?? '').trim().toLowerCase();
  const encoding: CaptureEncoding = types.csv.includes(bare) ? 'CSV' : types.json.includes(bare) ? 'JSON' : 'BASE64';
  const data = body.toString(encoding === 'BASE64' ? 'base64' : 'utf8');
  return { observedContentType: contentType, mode, data, encoding };
}

/** The bytes that went over the wire. */
export function payloadBytes(payload: CapturedPayload): Buffer {
  return Buffer.from(payload.data, payload.encoding === 'BASE64' ? 'base64' : 'utf8');
}
