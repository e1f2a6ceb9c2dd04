import { isUtf8 } from 'node:buffer';
import type { CapturedPayload, CaptureRecord } from '../capture/capture-record';
import { outputForEach, type Row, rowsOf } from '../capture/record-rows';

/** The rows of one captured payload. */
export interface PayloadRows {
  /** CSV: each row is a line of text; JSON: a value. */
  readonly encoding: 'CSV' | 'JSON';
  readonly rows: readonly Row[];
}

/** How many bytes tell text from a picture. */
const PROBE_CHARACTERS = 400;

/**
 * The rows of a payload whatever its encoding; BASE64 hides what it is: JSON where it parses, else CSV.
 * @returns undefined for a payload that is no table: a picture, or other bytes that are no text
 * @throws SyntaxError for a payload that claims to be JSON and is not
 */
export function payloadRows({ data, encoding, observedContentType }: CapturedPayload): PayloadRows | undefined {
  if (encoding === 'CSV') return csvRowsOf(data);
  if (encoding === 'JSON') return { encoding, rows: rowsOf(data, encoding, 'one-row') };
  if (isPicture(observedContentType)) return undefined;
  if (Buffer.from(data.slice(0, PROBE_CHARACTERS), 'base64').includes(0)) return undefined;
  const bytes = Buffer.from(data, 'base64');
  if (!isUtf8(bytes)) return undefined;
  const text = bytes.toString('utf8');
  try {
    return { encoding: 'JSON', rows: rowsOf(text, 'JSON', 'one-row') };
  } catch {
    return csvRowsOf(text);
  }
}

/** The rows of both sides of a record; the outputs one for each input where the model has answered on one line. */
export function exchangedRows({ endpointInput, endpointOutput }: CaptureRecord['captureData']): {
  readonly input: PayloadRows | undefined;
  readonly output: PayloadRows | undefined;
} {
  const input = endpointInput && payloadRows(endpointInput);
  const output = endpointOutput && payloadRows(endpointOutput);
  if (output?.encoding !== 'CSV') return { input, output };
  return { input, output: { ...output, rows: outputForEach(output.rows, input?.rows.length) } };
}

/** Whether a content type is that of a picture. */
export const isPicture = (contentType: string): boolean => /^(image\/|application\/x-image)/i.test(contentType);

function csvRowsOf(text: string): PayloadRows {
  // One line is the rule, and needs no list of lines.
  const isOneLine = !text.includes('\n');
  return { encoding: 'CSV', rows: isOneLine ? [text] : rowsOf(text, 'CSV', 'one-row') };
}
