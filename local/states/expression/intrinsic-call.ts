import { PathSyntaxError } from '../path/path-syntax-error';

/** A parsed argument of an intrinsic call. */
export type IntrinsicArgument =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'path'; readonly text: string }
  | { readonly kind: 'call'; readonly call: IntrinsicCall };

export interface IntrinsicCall {
  /** `States.Format` */
  readonly name: string;
  readonly arguments: readonly IntrinsicArgument[];
  readonly text: string;
}

/** The language allows up to 10 intrinsic functions in one expression. */
const MAX_NESTING = 10;
const NAME = /States\.[A-Za-z0-9]+/y;
const WORD = /[^\s,()]+/y;

/**
 * Parses `States.Format('{} of {}', $.a, States.ArrayLength($.b))`.
 * @throws PathSyntaxError
 */
export function parseIntrinsicCall(text: string): IntrinsicCall {
  const parser = new IntrinsicParser(text);
  const call = parser.call(1);
  parser.end();
  return call;
}

class IntrinsicParser {
  private at = 0;

  constructor(private readonly text: string) {}

  call(depth: number): IntrinsicCall {
    if (depth > MAX_NESTING) this.fail(`nests more than ${MAX_NESTING} calls`);
    const start = this.at;
    const name = this.match(NAME) ?? this.fail('lacks a function name');
    this.take('(');
    const found: IntrinsicArgument[] = [];
    while (this.peek() !== ')') {
      if (found.length > 0) this.take(',');
      found.push(this.argument(depth));
    }
    this.take(')');
    return { name, arguments: found, text: this.text.slice(start, this.at) };
  }

  end(): void {
    if (this.peek() !== undefined) this.fail(`goes on after its end at position ${this.at}`);
  }

  private argument(depth: number): IntrinsicArgument {
    const next = this.peek();
    if (next === "'") return { kind: 'literal', value: this.string() };
    if (next === '$') return { kind: 'path', text: this.path() };
    if (this.text.startsWith('States.', this.at)) return { kind: 'call', call: this.call(depth + 1) };
    const word = this.match(WORD) ?? this.fail(`lacks an argument at position ${this.at}`);
    if (word === 'null') return { kind: 'literal', value: null };
    if (word === 'true' || word === 'false') return { kind: 'literal', value: word === 'true' };
    if (/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(word)) return { kind: 'literal', value: Number(word) };
    return this.fail(
      `has the argument ${word}, which is no string in single quotes, number, path, call, boolean or null`,
    );
  }

  /** Escapes of braces are kept: they mean something to States.Format only. */
  private string(): string {
    let value = '';
    for (this.at++; this.at < this.text.length; this.at++) {
      const character = this.text[this.at] as string;
      if (character === "'") {
        this.at++;
        return value;
      }
      if (character !== '\\') value += character;
      else {
        const escaped = this.text[++this.at] ?? '';
        value += escaped === '{' || escaped === '}' ? `\\${escaped}` : escaped;
      }
    }
    return this.fail('has a string that is not closed');
  }

  private path(): string {
    const start = this.at;
    let depth = 0;
    let quoted = false;
    for (; this.at < this.text.length; this.at++) {
      const character = this.text[this.at] as string;
      if (quoted) quoted = character !== "'";
      else if (character === "'") quoted = true;
      else if (character === '[') depth++;
      else if (character === ']') depth--;
      else if (depth === 0 && /[\s,)]/.test(character)) break;
    }
    return this.text.slice(start, this.at);
  }

  private peek(): string | undefined {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++;
    return this.text[this.at];
  }

  private take(character: string): void {
    if (this.peek() !== character) this.fail(`lacks '${character}' at position ${this.at}`);
    this.at++;
  }

  private match(pattern: RegExp): string | undefined {
    this.peek();
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  private fail(what: string): never {
    throw new PathSyntaxError(`The intrinsic call ${this.text} ${what}.`);
  }
}
