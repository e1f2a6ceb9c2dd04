import { ItemsUnreadable } from './items-unreadable';

/**
 * The elements of a JSON array whose text comes in pieces, one at a time: a file of any length costs the memory of its longest element.
 * @throws ItemsUnreadable for a text that is no array, or ends within one.
 */
export async function* jsonElements(pieces: AsyncIterable<string>): AsyncGenerator<unknown> {
  const cutter = new ElementCutter();
  for await (const piece of pieces) yield* cutter.push(piece);
  cutter.end();
}

class ElementCutter {
  private depth = 0;
  private inText = false;
  private escaped = false;
  private element = '';
  private closed = false;
  private count = 0;

  *push(piece: string): Generator<unknown> {
    let from = 0;
    for (let at = 0; at < piece.length; at++) {
      const character = piece[at] as string;
      if (this.inText) {
        if (this.escaped) this.escaped = false;
        else if (character === '\\') this.escaped = true;
        else if (character === '"') this.inText = false;
        continue;
      }
      if (this.depth === 0) {
        this.open(character);
        from = at + 1;
      } else if (character === '"') this.inText = true;
      else if (character === '[' || character === '{') this.depth++;
      else if (character === ']' || character === '}' || (character === ',' && this.depth === 1)) {
        if (character !== ',') this.depth--;
        if (character === ',' ? this.depth === 1 : this.depth === 0) {
          yield* this.cut(piece.slice(from, at), character);
          from = at + 1;
        }
      }
    }
    if (this.depth > 0) this.element += piece.slice(from);
  }

  end(): void {
    if (!this.closed) throw new ItemsUnreadable('The file is no JSON array, or ends within one.');
  }

  private open(character: string): void {
    if (/\s/.test(character) || character === '\ufeff') return;
    if (character !== '[' || this.closed)
      throw new ItemsUnreadable('The file must hold one JSON array and nothing else.');
    this.depth = 1;
  }

  private *cut(tail: string, by: string): Generator<unknown> {
    const text = this.element + tail;
    this.element = '';
    if (by === ']') this.closed = true;
    const isEmptyArray = by === ']' && this.count === 0 && text.trim() === '';
    if (isEmptyArray) return;
    this.count++;
    try {
      yield JSON.parse(text) as unknown;
    } catch (error) {
      throw new ItemsUnreadable(`Element ${this.count} of the file is not JSON: ${(error as Error).message}`);
    }
  }
}
