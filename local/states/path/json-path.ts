import { PathSyntaxError } from './path-syntax-error';

/** One step of a JSONPath. */
export type PathStep =
  | { readonly kind: 'child'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'wildcard' }
  | { readonly kind: 'slice'; readonly start?: number; readonly end?: number; readonly step: number }
  | { readonly kind: 'union'; readonly keys: readonly (string | number)[] }
  | { readonly kind: 'descendants' }
  | { readonly kind: 'filter'; readonly condition: string };

export interface JsonPath {
  readonly text: string;
  readonly steps: readonly PathStep[];
  /** Selects at most one value: only names and indexes. The language calls it a reference path. */
  readonly definite: boolean;
}

const NAME = /[^.[\]()\s*?@,:'"]+/y;
const INTEGER = /^-?\d+$/;

/**
 * Parses `$`, `$.a['b c'][0]`, `$.a[*]`, `$..a`, `$.a[1:3]`, `$.a[0,2]` and `$.a[?(@.b > 1)]`.
 * @throws PathSyntaxError
 */
export function parseJsonPath(text: string): JsonPath {
  if (!text.startsWith('$')) throw new PathSyntaxError(`The path '${text}' must begin with $.`);
  const steps: PathStep[] = [];
  let at = 1;
  while (at < text.length) {
    if (text.startsWith('..', at)) {
      steps.push({ kind: 'descendants' });
      at += text[at + 2] === '[' ? 2 : 1;
    } else if (text[at] === '[') {
      const end = closingBracket(text, at);
      steps.push(bracketStep(text.slice(at + 1, end), text));
      at = end + 1;
      continue;
    }
    if (text[at] !== '.') {
      if (text[at] === '[') continue;
      throw new PathSyntaxError(`The path '${text}' has an unexpected '${text[at]}' at position ${at}.`);
    }
    if (text[at + 1] === '*') {
      steps.push({ kind: 'wildcard' });
      at += 2;
      continue;
    }
    NAME.lastIndex = at + 1;
    const name = NAME.exec(text)?.[0];
    if (name === undefined) throw new PathSyntaxError(`The path '${text}' lacks a name at position ${at + 1}.`);
    at += 1 + name.length;
    if (text[at] === '(')
      throw new PathSyntaxError(`The path '${text}' calls '${name}()': path functions are unsupported.`);
    steps.push({ kind: 'child', name });
  }
  return { text, steps, definite: steps.every(({ kind }) => kind === 'child' || kind === 'index') };
}

function closingBracket(text: string, open: number): number {
  let depth = 0;
  let quote: string | undefined;
  for (let at = open; at < text.length; at++) {
    const character = text[at];
    if (quote !== undefined) {
      if (character === '\\') at++;
      else if (character === quote) quote = undefined;
    } else if (character === "'" || character === '"') quote = character;
    else if (character === '[') depth++;
    else if (character === ']' && --depth === 0) return at;
  }
  throw new PathSyntaxError(`The path '${text}' has a bracket that is not closed.`);
}

function bracketStep(inner: string, text: string): PathStep {
  const body = inner.trim();
  if (body === '*') return { kind: 'wildcard' };
  if (body.startsWith('?')) return { kind: 'filter', condition: body.slice(1).trim() };
  const keys = splitKeys(body).map((key) => bracketKey(key, text));
  if (keys.length > 1) return { kind: 'union', keys: keys.map((key) => singleKey(key, text)) };
  const [key] = keys;
  if (typeof key === 'string') return { kind: 'child', name: key };
  if (typeof key === 'number') return { kind: 'index', index: key };
  return key ?? unreadable(body, text);
}

function splitKeys(body: string): string[] {
  return body.match(/'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|[^,]+/g)?.map((key) => key.trim()) ?? [];
}

function bracketKey(key: string, text: string): string | number | (PathStep & { kind: 'slice' }) {
  const quoted = /^(['"])(.*)\1$/s.exec(key);
  if (quoted !== null) return (quoted[2] as string).replace(/\\(.)/gs, '$1');
  if (INTEGER.test(key)) return Number(key);
  const slice = /^(-?\d*):(-?\d*)(?::(-?\d+))?$/.exec(key);
  if (slice === null) return unreadable(key, text);
  const bound = (part: string | undefined): number | undefined => (part ? Number(part) : undefined);
  const step = bound(slice[3]) ?? 1;
  if (step < 1) throw new PathSyntaxError(`The path '${text}' has a slice whose step is below 1.`);
  return { kind: 'slice', start: bound(slice[1]), end: bound(slice[2]), step };
}

function singleKey(key: ReturnType<typeof bracketKey>, text: string): string | number {
  return typeof key === 'object' ? unreadable('a slice within a union', text) : key;
}

function unreadable(what: string, text: string): never {
  throw new PathSyntaxError(
    `The path '${text}' has '${what}' in brackets, which is no name, index, slice, * or filter.`,
  );
}
