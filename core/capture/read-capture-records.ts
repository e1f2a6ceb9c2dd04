import { z } from 'zod';
import type { CaptureRecord } from './capture-record';
import { isCaptureRecord } from './is-capture-record';
import { readJsonLines } from './json-lines';

/** Where a record stands: the file as the reader calls it (its key), and the line from 1. */
export interface RecordPlace {
  readonly file: string;
  readonly line: number;
}

/** One line of a capture file: a record, or a fault that says what is wrong with the line. */
export type CaptureEntry =
  | (RecordPlace & { readonly record: CaptureRecord })
  | (RecordPlace & { readonly fault: string });

const payload = (mode: 'INPUT' | 'OUTPUT') =>
  z
    .object({
      observedContentType: z.string().default(''),
      mode: z.literal(mode).default(mode),
      data: z.string(),
      encoding: z.enum(['CSV', 'JSON', 'BASE64']),
    })
    .optional();

const recordSchema = z.looseObject({
  captureData: z.object({ endpointInput: payload('INPUT'), endpointOutput: payload('OUTPUT') }),
  eventMetadata: z.looseObject({
    eventId: z.string().min(1),
    inferenceId: z.string().min(1).optional(),
    customAttributes: z.array(z.string()).optional(),
    inferenceTime: z.string().refine((text) => !Number.isNaN(Date.parse(text)), { error: 'is no time' }),
  }),
  eventVersion: z.literal('0').default('0'),
});

/**
 * Every record of a capture file, in order. A public notebook's well-known bug is to read the first line alone.
 * @param text the file, or its lines.
 * @param file what to call the file in faults, e.g. its key.
 */
export function* readCaptureRecords(text: string | Iterable<string>, file: string): Generator<CaptureEntry> {
  for (const entry of readJsonLines(text)) {
    const { line } = entry;
    if ('fault' in entry) {
      yield { file, line, fault: entry.fault };
      continue;
    }
    yield { file, line, ...captureRecordOf(entry.value) };
  }
}

/** A parsed line as a record, or what is wrong with it. */
export function captureRecordOf(value: unknown): { readonly record: CaptureRecord } | { readonly fault: string } {
  if (isCaptureRecord(value)) return { record: value };
  const parsed = recordSchema.safeParse(value);
  return parsed.success
    ? { record: parsed.data as CaptureRecord }
    : { fault: `is no capture record: ${faultsOf(parsed.error)}` };
}

/** `captureData.endpointOutput.data: expected string; …` */
export function faultsOf(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.map(String).join('.') || 'record'}: ${message}`).join('; ');
}
