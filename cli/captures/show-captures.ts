import { type CaptureDescription, describeCapture } from '../../core/capture/describe-capture';
import { DistinctInferences } from '../../core/capture/inference-identity';
import { readCaptureRecords } from '../../core/capture/read-capture-records';
import { byteCount } from '../byte-count';
import type { CommandContext } from '../command/command-action';
import { tally } from '../tally';

/** A capture file's text, and which of its records count. */
export interface CaptureText {
  /** Path or key. */
  readonly file: string;
  readonly text: string;
  /** @default every record */
  readonly holds?: (time: Date) => boolean;
}

export interface ShownCaptures {
  /** Names in the order of the model's outputs, if known. */
  readonly classes?: readonly string[];
  /** Only requests that were made for this. @default all */
  readonly purpose?: string;
}

type Shown = CaptureDescription & { readonly file: string; readonly line: number };

/**
 * Shows every record of every file. A line that is no record is told and counted, and the others go on.
 * @param extra fields of the result's document that say what was looked at.
 */
export async function showCaptures(
  { printer, signal }: CommandContext,
  files: AsyncIterable<CaptureText> | Iterable<CaptureText>,
  { classes, purpose }: ShownCaptures,
  extra: object,
): Promise<void> {
  const distinct = new DistinctInferences();
  const records: Shown[] = [];
  const faults: { file: string; line: number; fault: string }[] = [];
  let read = 0;
  for await (const { file, text, holds = () => true } of files) {
    signal.throwIfAborted();
    read += 1;
    for (const entry of readCaptureRecords(text, file)) {
      const { line } = entry;
      if ('fault' in entry) {
        faults.push({ file, line, fault: entry.fault });
        printer.line(`faulty  ${file} line ${line} ${entry.fault}`);
        continue;
      }
      if (!holds(new Date(entry.record.eventMetadata.inferenceTime))) continue;
      const described = describeCapture(entry.record, classes);
      if (purpose !== undefined && described.purpose !== purpose) continue;
      distinct.admit(entry.record);
      records.push({ file, line, ...described });
      printer.line(captureLine(described));
    }
  }
  const counts = {
    files: read,
    records: records.length,
    /** Further captures of one inference: a retry after a time-out leaves two. */
    duplicates: distinct.duplicates,
    faults: faults.length,
    labels: tally(records.flatMap(({ label }) => label ?? [])),
  };
  printer.result({ ...extra, counts, records, faults }, summary(counts));
}

function captureLine(described: CaptureDescription): string {
  const { inferenceId, eventId, inferenceTime, input, label, confidence, answer, purpose, attributes } = described;
  const picture = input?.width === undefined ? '' : ` ${input.width}x${input.height}`;
  const sent = input === undefined ? 'no input' : `${input.contentType}${picture} ${byteCount(input.bytes)}`;
  const said = confidence === undefined ? (answer ?? 'no output') : `${label} ${(confidence * 100).toFixed(1)} %`;
  const pairs = Object.entries(attributes).map(([key, value]) => `${key}=${value}`);
  const why = [...(purpose === undefined ? [] : [purpose]), ...pairs].join(' ');
  return [inferenceTime, inferenceId ?? eventId, sent.padEnd(24), said.padEnd(20), why].join('  ').trimEnd();
}

function summary(counts: {
  readonly files: number;
  readonly records: number;
  readonly duplicates: number;
  readonly faults: number;
  readonly labels: Readonly<Record<string, number>>;
}): string {
  const { files, records, duplicates, faults, labels } = counts;
  const parts = [
    ...Object.entries(labels).map(([label, count]) => `${count} ${label}`),
    ...(duplicates > 0 ? [`${duplicates} of an inference that was there already`] : []),
    ...(faults > 0 ? [`${faults} faulty ${faults === 1 ? 'line' : 'lines'}`] : []),
  ];
  const head = `${records} ${records === 1 ? 'record' : 'records'} in ${files} ${files === 1 ? 'file' : 'files'}`;
  return parts.length === 0 ? head : `${head}: ${parts.join(', ')}`;
}
