import { appendFileSync, writeFileSync } from 'node:fs';
import { SeededRandom } from '../../core/seeded-random';

const COLUMNS = 20;
const ROWS_AT_ONCE = 5000;

/** One row of 20 numbers: small and large whole numbers, measurements, probabilities. */
function row(random: SeededRandom): string {
  const cells = Array.from({ length: COLUMNS }, (_, index) => {
    if (index % 4 === 0) return String(random.below(100));
    if (index % 4 === 1) return (random.bell() * 10 + 50).toFixed(3);
    return index % 4 === 2 ? String(random.below(1_000_000)) : random.fraction().toFixed(6);
  });
  return cells.join(',');
}

const header = Array.from({ length: COLUMNS }, (_, index) => `f${index}`).join(',');

/** A CSV file of so many rows. */
export function makeCsv(file: string, rows: number): void {
  const random = new SeededRandom('bench', 'csv');
  writeFileSync(file, `${header}\n`);
  for (let from = 0; from < rows; from += ROWS_AT_ONCE) {
    const count = Math.min(ROWS_AT_ONCE, rows - from);
    appendFileSync(file, Array.from({ length: count }, () => `${row(random)}\n`).join(''));
  }
}

/** A CSV file of at least so many megabytes: some rows over and over, for their making would take longer than their reading. */
export function makeLargeCsv(file: string, megabytes: number): void {
  const random = new SeededRandom('bench', 'large');
  const block = Buffer.from(Array.from({ length: 20_000 }, () => `${row(random)}\n`).join(''));
  writeFileSync(file, `${header}\n`);
  for (let written = 0; written < megabytes * 1e6; written += block.length) appendFileSync(file, block);
}

/** A capture file of so many records, 20 numbers in and a probability out, as the service writes it. */
export function makeCaptures(file: string, records: number): void {
  const random = new SeededRandom('bench', 'captures');
  writeFileSync(file, '');
  for (let from = 0; from < records; from += ROWS_AT_ONCE) {
    const count = Math.min(ROWS_AT_ONCE, records - from);
    appendFileSync(file, Array.from({ length: count }, (_, index) => `${record(random, from + index)}\n`).join(''));
  }
}

/** A capture file of at least so many megabytes: the payloads of some records over and over, each with an id of its own. */
export function makeLargeCaptures(file: string, megabytes: number): void {
  const random = new SeededRandom('bench', 'large captures');
  const [mark, id] = ['-000000000000"', (index: number) => `-${String(index).padStart(12, '0')}"`];
  const parts = Array.from({ length: ROWS_AT_ONCE }, () => record(random, 0).split(mark) as [string, string]);
  writeFileSync(file, '');
  let records = 0;
  for (let written = 0; written < megabytes * 1e6; records += ROWS_AT_ONCE) {
    const block = parts.map(([head, tail], index) => `${head}${id(records + index)}${tail}\n`).join('');
    appendFileSync(file, block);
    written += block.length;
  }
}

function record(random: SeededRandom, index: number): string {
  const hex = (): string => random.uint32().toString(16).padStart(8, '0');
  return JSON.stringify({
    captureData: {
      endpointInput: { observedContentType: 'text/csv', mode: 'INPUT', data: row(random), encoding: 'CSV' },
      endpointOutput: {
        observedContentType: 'text/csv; charset=utf-8',
        mode: 'OUTPUT',
        data: String(random.fraction()),
        encoding: 'CSV',
      },
    },
    eventMetadata: {
      eventId: `${hex()}-0000-4000-8000-${String(index).padStart(12, '0')}`,
      inferenceTime: '2024-10-15T14:05:12Z',
    },
    eventVersion: '0',
  });
}
