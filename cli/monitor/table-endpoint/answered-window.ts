import type { CaptureRecord } from '../../../core/capture/capture-record';
import { LabelIndex } from '../../../core/capture/label-index';
import { formatCsvRow } from '../../../core/evaluation/test-data/csv-rows';
import { type EndpointAnswer, encodingOf } from '../../../core/monitoring/table-endpoint/asked-rows';
import { rowsPerRequest } from '../../../core/monitoring/table-endpoint/rows-per-request';
import type { TableSubject } from '../../../core/monitoring/table-endpoint/table-subject';
import { TableWindow } from '../../../core/monitoring/table-endpoint/table-window';
import { UsageError } from '../../usage-error';
import type { LabelledTable } from './labelled-table';

/** Answers about some rows, whose requests are lines of CSV. */
export type AnswerRows = (body: string, rows: readonly (readonly string[])[]) => Promise<EndpointAnswer>;

/**
 * Labelled rows as a window of captures would have held them: the same reader then makes the baseline and every later window.
 * @throws UsageError where the table lacks a column of the subject
 */
export async function answeredWindow(
  subject: TableSubject,
  table: LabelledTable,
  answer: AnswerRows,
  report: (text: string) => void,
): Promise<TableWindow> {
  const window = new TableWindow(subject);
  const features = subject.features.map((name) => placeOf(table, name));
  const label = placeOf(table, subject.label);
  const lineOf = (row: readonly string[]): string => formatCsvRow(features.map((place) => row[place]!));
  const step = rowsPerRequest(linesOf(table.rows, lineOf));
  for (let at = 0, request = 0; at < table.rows.length; at += step, request += 1) {
    const rows = table.rows.slice(at, at + step);
    const body = rows.map(lineOf).join('\n');
    const record = recordOf(`asked-${request}`, body, await answer(body, rows));
    const labels = new LabelIndex();
    const data = JSON.stringify(rows.map((row) => row[label]!));
    labels.add({
      groundTruthData: { data, encoding: 'JSON' },
      eventMetadata: { eventId: record.eventMetadata.eventId },
      eventVersion: '0',
    });
    const reader = window.open('asked', labels, { purposes: ['traffic'] });
    reader.push(Buffer.from(`${JSON.stringify(record)}\n`));
    reader.end();
    report(`${Math.min(at + step, table.rows.length)} of ${table.rows.length} rows`);
  }
  window.settle();
  return window;
}

/** One at a time: all of them together would take as much memory again as the table. */
function* linesOf(rows: LabelledTable['rows'], lineOf: (row: readonly string[]) => string): Generator<string> {
  for (const row of rows) yield lineOf(row);
}

/** @throws UsageError */
export function placeOf({ columns }: LabelledTable, name: string): number {
  const place = columns.indexOf(name);
  if (place === -1) throw new UsageError(`The data has no column '${name}'. It has: ${columns.join(', ')}.`);
  return place;
}

const recordOf = (eventId: string, body: string, answer: EndpointAnswer): CaptureRecord => ({
  captureData: {
    endpointInput: { observedContentType: 'text/csv', mode: 'INPUT', data: body, encoding: 'CSV' },
    endpointOutput: {
      observedContentType: answer.contentType,
      mode: 'OUTPUT',
      data: answer.body,
      encoding: encodingOf(answer.contentType),
    },
  },
  eventMetadata: { eventId, inferenceTime: new Date().toISOString() },
  eventVersion: '0',
});
