import { rowsOf } from '../capture/record-rows';
import type { CaptureColumns } from './capture-columns';
import { type CaptureFilter, filterCapture } from './capture-filter';
import { isPicture } from './capture-rows';
import { CaptureScanner, type PayloadSpan } from './capture-scanner';
import type { Reading } from './reading';
import type { RowTable } from './row-table';

/** A payload's only row: CSV that lies in the line's bytes, a value of JSON, or none (absent, or a picture). */
type UsualRow =
  | { readonly kind: 'csv' }
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'none' };

const CSV = { kind: 'csv' } as const;
const NONE = { kind: 'none' } as const;

/** The short way for captures of the usual form that hold one row: straight from the bytes of the line into the columns. */
export class UsualCaptures {
  private readonly scanner = new CaptureScanner();
  private readonly isFilterOpen: boolean;

  constructor(
    private readonly options: CaptureFilter & { readonly file: string },
    private readonly reading: Reading,
    private readonly table: RowTable,
    private readonly output: CaptureColumns,
    private readonly input: CaptureColumns,
  ) {
    const { purposes, from, to } = options;
    this.isFilterOpen = from === undefined && to === undefined && (purposes?.includes('traffic') ?? true);
  }

  /** @returns false where the record must go the long way; nothing has been taken from it then */
  take(bytes: Buffer, from: number, to: number, line: number): boolean {
    const { scanner } = this;
    if (!scanner.scan(bytes, from, to)) return false;
    const output = this.rowOf(bytes, scanner.output);
    const input = this.rowOf(bytes, scanner.input);
    if (output === undefined || input === undefined || (output.kind === 'none' && input.kind === 'none')) return false;
    const { counts, inferences, faults } = this.reading;
    const left = this.filter(bytes);
    const id = scanner.inferenceId.isEmpty ? scanner.eventId : scanner.inferenceId;
    if (left !== undefined) counts[left] += 1;
    else if (!inferences.admitBytes(bytes, id.from, id.to)) counts.duplicates += 1;
    else {
      counts.rows += 1;
      const width = this.put(this.output, output, bytes, scanner.output, 0);
      if (width !== undefined && this.put(this.input, input, bytes, scanner.input, width) !== undefined)
        this.table.endRow();
      else {
        this.table.clearRow();
        faults.add('PayloadUnreadable', 'a row is no CSV, or has too many columns', this.options.file, line);
      }
    }
    return true;
  }

  private rowOf(bytes: Buffer, payload: PayloadSpan): UsualRow | undefined {
    if (!payload.isPresent) return NONE;
    const { scanner } = this;
    const { data, type, encoding, isEscaped } = payload;
    if (scanner.is(encoding, 'CSV')) return isEscaped || data.isEmpty ? undefined : CSV;
    if (scanner.is(encoding, 'BASE64'))
      return isPicture(bytes.toString('latin1', type.from, type.to)) ? NONE : undefined;
    if (!scanner.is(encoding, 'JSON')) return undefined;
    try {
      const text = isEscaped
        ? (JSON.parse(bytes.toString('utf8', data.from - 1, data.to + 1)) as string)
        : bytes.toString('utf8', data.from, data.to);
      const rows = rowsOf(text, 'JSON', 'one-row');
      return rows.length === 1 ? { kind: 'json', value: rows[0] } : undefined;
    } catch {
      return undefined;
    }
  }

  private put(
    columns: CaptureColumns,
    row: UsualRow,
    bytes: Buffer,
    { data }: PayloadSpan,
    offset: number,
  ): number | undefined {
    if (row.kind === 'csv') return columns.putBytes(bytes, data.from, data.to, offset);
    return row.kind === 'json' ? columns.put('JSON', row.value, offset) : 0;
  }

  private filter(bytes: Buffer): ReturnType<typeof filterCapture> {
    const { customAttributes, inferenceTime } = this.scanner;
    if (this.isFilterOpen && customAttributes.isEmpty) return undefined;
    const written = bytes.toString('utf8', customAttributes.from, customAttributes.to);
    const time = bytes.toString('latin1', inferenceTime.from, inferenceTime.to);
    const attributes = written === '' ? undefined : (JSON.parse(written) as string[]);
    return filterCapture({ customAttributes: attributes, inferenceTime: time }, this.options);
  }
}
