import { z } from 'zod';
import { hourPath } from '../contracts/storage-layout';
import { readJsonLines } from './json-lines';
import { faultsOf, type RecordPlace } from './read-capture-records';

/** One line of a ground-truth file, as Model Monitor's merge job reads it. */
export interface GroundTruthRecord {
  readonly groundTruthData: { readonly data: string; readonly encoding: 'CSV' | 'JSON' };
  /** The capture's inferenceId where it has one, else its eventId. */
  readonly eventMetadata: { readonly eventId: string };
  readonly eventVersion: '0';
}

export type GroundTruthEntry =
  | (RecordPlace & { readonly record: GroundTruthRecord })
  | (RecordPlace & { readonly fault: string });

const recordSchema = z.looseObject({
  groundTruthData: z.object({ data: z.string(), encoding: z.enum(['CSV', 'JSON']) }),
  eventMetadata: z.looseObject({ eventId: z.string().min(1) }),
  eventVersion: z.literal('0').default('0'),
});

/** The record of one answer: the class index of the label. */
export const groundTruthRecord = (identity: string, classIndex: number): GroundTruthRecord => ({
  groundTruthData: { data: String(classIndex), encoding: 'CSV' },
  eventMetadata: { eventId: identity },
  eventVersion: '0',
});

/**
 * `{prefix}/{yyyy}/{mm}/{dd}/{hh}/{name}.jsonl`, UTC.
 * @param collected when the label was given, which is later than the inference.
 */
export const groundTruthKey = (prefix: string, collected: Date, name: string): string =>
  `${prefix}/${hourPath(collected)}/${name}.jsonl`;

/** Every record of a ground-truth file, in order; a line that is none is a value that names file and line. */
export function* readGroundTruth(text: string | Iterable<string>, file: string): Generator<GroundTruthEntry> {
  for (const entry of readJsonLines(text)) {
    const { line } = entry;
    if ('fault' in entry) {
      yield { file, line, fault: entry.fault };
      continue;
    }
    const parsed = recordSchema.safeParse(entry.value);
    if (parsed.success) yield { file, line, record: parsed.data as GroundTruthRecord };
    else yield { file, line, fault: `is no ground-truth record: ${faultsOf(parsed.error)}` };
  }
}
