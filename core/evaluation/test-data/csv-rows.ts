import { TestDataInvalid } from '../evaluation-error';

export interface CsvRow {
  /** The line the row begins on, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

/**
 * Rows of comma-separated values (RFC 4180): fields may be quoted, hold commas, line breaks and doubled quotes; line ends may be those of
 * Windows; a byte-order mark and blank lines are skipped. A comma alone is a row of two empty fields, no blank line.
 * @param name how errors call the file
 * @throws TestDataInvalid naming the line of a quote that is never closed, or of one inside an unquoted field
 */
export function* csvRows(text: string, name: string): Generator<CsvRow> {
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  let line = 1;
  while (at < text.length) {
    const start = line;
    const fields: string[] = [];
    for (;;) {
      const field = readField(text, at, `${name} line ${line}`);
      fields.push(field.value);
      line += field.breaks;
      at = field.end;
      if (text[at] !== ',') break;
      at += 1;
    }
    if (text[at] === '\r') at += 1;
    if (text[at] === '\n') at += 1;
    line += 1;
    if (fields.length > 1 || fields[0]!.trim() !== '') yield { line: start, fields };
  }
}

interface Field {
  readonly value: string;
  /** Where the separator after it stands, or the end of the text. */
  readonly end: number;
  /** Line breaks within. */
  readonly breaks: number;
}

const SEPARATOR = /,|\r?\n|\r$/g;

function readField(text: string, start: number, place: string): Field {
  if (text[start] === '"') return readQuoted(text, start, place);
  SEPARATOR.lastIndex = start;
  const end = SEPARATOR.exec(text)?.index ?? text.length;
  const value = text.slice(start, end);
  if (value.includes('"')) {
    throw new TestDataInvalid(
      `${place}: a quote stands inside the unquoted field ${shown(value)}; quote the whole field.`,
    );
  }
  return { value, end, breaks: 0 };
}

function readQuoted(text: string, start: number, place: string): Field {
  let close = start + 1;
  for (;;) {
    close = text.indexOf('"', close);
    if (close < 0) throw new TestDataInvalid(`${place}: a quoted field is never closed.`);
    if (text[close + 1] !== '"') break;
    close += 2;
  }
  const end = close + 1;
  const value = text.slice(start + 1, close).replaceAll('""', '"');
  const next = text.slice(end, end + 2);
  if (!/^(,|\r?\n|\r?$)/.test(next)) {
    throw new TestDataInvalid(`${place}: text follows the closing quote of the field ${shown(value)}.`);
  }
  return { value, end, breaks: value.split('\n').length - 1 };
}

const SHOWN_CHARACTERS = 40;
const shown = (value: string): string =>
  JSON.stringify(value.length > SHOWN_CHARACTERS ? `${value.slice(0, SHOWN_CHARACTERS)}…` : value);

/** One line, without its end; fields are quoted where they must be. */
export const formatCsvRow = (fields: readonly string[]): string =>
  fields.map((field) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',');
