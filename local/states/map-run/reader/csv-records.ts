/**
 * The records of a CSV text that comes in pieces (RFC 4180): fields may be quoted, and then hold delimiters, newlines and doubled quotes.
 * Empty lines are no records.
 */
export async function* csvRecords(pieces: AsyncIterable<string>, delimiter: string): AsyncGenerator<string[]> {
  const parser = new CsvParser(delimiter);
  for await (const piece of pieces) yield* parser.push(piece);
  yield* parser.end();
}

class CsvParser {
  private record: string[] = [];
  private field = '';
  private quoted = false;
  /** A quote within a quoted field: its end, unless another one follows. */
  private quoteSeen = false;
  private begun = false;

  constructor(private readonly delimiter: string) {}

  *push(piece: string): Generator<string[]> {
    for (const character of piece) {
      if (this.quoted) this.pushQuoted(character);
      else if (character === '"' && this.field === '') {
        this.quoted = true;
        this.begun = true;
      } else if (character === this.delimiter) this.endField();
      else if (character === '\n') yield* this.end();
      else if (character !== '\r') {
        this.field += character;
        this.begun = true;
      }
      if (this.quoted && this.quoteSeen && character !== '"') yield* this.leaveQuotes(character);
    }
  }

  *end(): Generator<string[]> {
    this.quoted = false;
    this.quoteSeen = false;
    if (!this.begun && this.record.length === 0) return;
    const record = [...this.record, this.field];
    this.record = [];
    this.field = '';
    this.begun = false;
    yield record;
  }

  private pushQuoted(character: string): void {
    if (character !== '"') {
      if (!this.quoteSeen) this.field += character;
      return;
    }
    if (this.quoteSeen) this.field += '"';
    this.quoteSeen = !this.quoteSeen;
  }

  /** The character after a closing quote. */
  private *leaveQuotes(character: string): Generator<string[]> {
    this.quoted = false;
    this.quoteSeen = false;
    if (character === this.delimiter) this.endField();
    else if (character === '\n') yield* this.end();
    else if (character !== '\r') this.field += character;
  }

  private endField(): void {
    this.record.push(this.field);
    this.field = '';
    this.begun = true;
  }
}
