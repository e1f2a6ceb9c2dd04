import { CellKind } from './cell-kind';
import type { ColumnBatch } from './column-batch';
import { decimalOf, EXACT_TENS } from './long-decimal';
import { numeralOf } from './numeral';

const { Fractional, Integral, Missing, Text } = CellKind;
/** Read once, as the kinds are. */
const TENS = EXACT_TENS;

const [QUOTE, COMMA, LINE_FEED, CARRIAGE_RETURN] = [0x22, 0x2c, 0x0a, 0x0d];
const [PLUS, MINUS, DOT, ZERO, NINE] = [0x2b, 0x2d, 0x2e, 0x30, 0x39];
/** Digits that a double always holds exactly: divided by an exact power of ten they are rounded once, as `Number` rounds them. */
const EXACT_DIGITS = 15;
/** Numerals with fewer digits are never beyond the range of doubles. */
const MAX_DIGITS = 300;

const [NOT_CLOSED, TEXT_BEHIND_QUOTE] = [-1, -2];

export type RecordStatus = 'complete' | 'incomplete' | 'malformed';

/**
 * Reads records of comma-separated values (RFC 4180) right from their bytes: numbers become numbers without a string in between, which
 * is what makes the reader faster than `split` and `Number`. After a scan, `fields` says how many the record had and `next` where
 * the following one begins.
 */
export class CsvRecordScanner {
  next = 0;
  fields = 0;
  /** Line breaks within quotes. */
  innerBreaks = 0;

  /**
   * @param isEnd whether nothing follows `to`: the last record may lack its line end
   * @param columns where the fields go, from index `first` on; fields beyond the last are counted only
   * @returns `incomplete` where the record goes on behind `to`; `malformed` where a quote is out of place
   */
  scan(
    bytes: Buffer,
    from: number,
    to: number,
    isEnd: boolean,
    columns: readonly ColumnBatch[],
    first: number,
    row: number,
  ): RecordStatus {
    let at = from;
    let index = first;
    this.innerBreaks = 0;
    for (;;) {
      const column = columns[index];
      const isQuoted = at < to && bytes[at] === QUOTE;
      const end = isQuoted ? this.quoted(bytes, at, to, column, row) : bareField(bytes, at, to, column, row);
      if (end < 0) return end === NOT_CLOSED && !isEnd ? 'incomplete' : this.skipLine(bytes, at, to, isEnd);
      index += 1;
      if (end >= to) {
        if (!isEnd) return 'incomplete';
        return this.close(index - first, to);
      }
      const mark = bytes[end];
      if (mark === COMMA) {
        at = end + 1;
        continue;
      }
      if (mark === LINE_FEED) return this.close(index - first, end + 1);
      // A carriage return: of CRLF, or alone at the end.
      if (end + 1 >= to) return isEnd ? this.close(index - first, to) : 'incomplete';
      return this.close(index - first, end + 2);
    }
  }

  private close(fields: number, next: number): RecordStatus {
    this.fields = fields;
    this.next = next;
    return 'complete';
  }

  /** Leaves a record that makes no sense behind; the next line may be good again. */
  private skipLine(bytes: Buffer, at: number, to: number, isEnd: boolean): RecordStatus {
    const feed = bytes.indexOf(LINE_FEED, at);
    const isFound = feed >= 0 && feed < to;
    if (!isFound && !isEnd) return 'incomplete';
    this.next = isFound ? feed + 1 : to;
    return 'malformed';
  }

  /** A field in quotes; answers where its separator stands, or why there is none. */
  private quoted(bytes: Buffer, from: number, to: number, column: ColumnBatch | undefined, row: number): number {
    let close = from + 1;
    let hasQuotes = false;
    for (;;) {
      close = bytes.indexOf(QUOTE, close);
      if (close < 0 || close >= to) return NOT_CLOSED;
      if (close + 1 >= to || bytes[close + 1] !== QUOTE) break;
      hasQuotes = true;
      close += 2;
    }
    const end = close + 1;
    const mark = end < to ? bytes[end] : LINE_FEED;
    if (mark !== COMMA && mark !== LINE_FEED && mark !== CARRIAGE_RETURN) return TEXT_BEHIND_QUOTE;
    let text = bytes.toString('utf8', from + 1, close);
    if (hasQuotes) text = text.replaceAll('""', '"');
    if (text.includes('\n')) this.innerBreaks += text.split('\n').length - 1;
    if (column !== undefined) putText(column, row, text);
    return end;
  }
}

/** A field without quotes; answers where its separator stands. */
function bareField(bytes: Buffer, from: number, to: number, column: ColumnBatch | undefined, row: number): number {
  let at = from;
  let mark = at < to ? bytes[at]! : COMMA;
  const isNegative = mark === MINUS;
  if (isNegative || mark === PLUS) mark = ++at < to ? bytes[at]! : COMMA;
  let mantissa = 0;
  let digits = 0;
  let fraction = -1;
  for (;;) {
    if (mark >= ZERO && mark <= NINE) {
      mantissa = mantissa * 10 + (mark - ZERO);
      digits += 1;
      if (fraction >= 0) fraction += 1;
    } else if (mark === DOT && fraction < 0) fraction = 0;
    else break;
    mark = ++at < to ? bytes[at]! : COMMA;
  }
  const isEnd =
    mark === COMMA || mark === LINE_FEED || (mark === CARRIAGE_RETURN && (at + 1 >= to || bytes[at + 1] === LINE_FEED));
  if (isEnd && digits > 0 && digits <= EXACT_DIGITS) {
    if (column !== undefined) {
      const value = fraction > 0 ? mantissa / TENS[fraction]! : mantissa;
      column.kinds[row] = fraction < 0 ? Integral : Fractional;
      column.numbers[row] = isNegative ? -value : value;
    }
    return at;
  }
  if (isEnd && digits > EXACT_DIGITS && digits < MAX_DIGITS) {
    const kind = fraction < 0 ? Integral : Fractional;
    column?.putNumber(row, decimalOf(bytes, from, at, fraction), kind);
    return at;
  }
  if (isEnd && at === from) {
    if (column !== undefined) column.kinds[row] = Missing;
    return at;
  }
  const end = isEnd ? at : endOfField(bytes, at, to);
  if (column !== undefined) putText(column, row, bytes.toString('utf8', from, end));
  return end;
}

function endOfField(bytes: Buffer, from: number, to: number): number {
  for (let at = from; at < to; at += 1) {
    const mark = bytes[at]!;
    if (mark === COMMA || mark === LINE_FEED) return at;
    if (mark === CARRIAGE_RETURN && (at + 1 >= to || bytes[at + 1] === LINE_FEED)) return at;
  }
  return to;
}

function putText(column: ColumnBatch, row: number, text: string): void {
  // Words are the rule here: a letter that no numeral begins with needs no look at the patterns.
  const mark = text.charCodeAt(0) | 0x20;
  if (mark > 0x60 && mark < 0x7b && mark !== 0x69 && mark !== 0x6e) {
    column.kinds[row] = Text;
    column.texts[row] = text;
    return;
  }
  const { kind, value } = numeralOf(text);
  column.kinds[row] = kind;
  column.numbers[row] = value;
  if (kind === Text) column.texts[row] = text;
}
