/** Tells whether a text matches a pattern. */
export type Matcher = (text: string) => boolean;

/** One token of a pattern: a UTF-16 code unit, or one of the two wildcards. */
export type PatternToken = number;
export const ANY_TEXT: PatternToken = -1;
export const ANY_CHARACTER: PatternToken = -2;

const STAR = '*'.charCodeAt(0);
const QUESTION_MARK = '?'.charCodeAt(0);

/** `*` and `?` of a text as wildcards, all else literally. */
export function patternTokens(pattern: string): PatternToken[] {
  return [...literalTokens(pattern)].map((code) =>
    code === STAR ? ANY_TEXT : code === QUESTION_MARK ? ANY_CHARACTER : code,
  );
}

/** Every character of a text literally. */
export function literalTokens(text: string): PatternToken[] {
  return Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
}

/** Matches without back-tracking over more than the last `*`: at most length × tokens steps, whatever the pattern. */
export function matchesTokens(tokens: readonly PatternToken[], text: string): boolean {
  let token = 0;
  let at = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    const expected = tokens[token];
    if (expected === ANY_TEXT) {
      star = token++;
      resume = at;
    } else if (expected === ANY_CHARACTER || expected === text.charCodeAt(at)) {
      token++;
      at++;
    } else if (star >= 0) {
      token = star + 1;
      at = ++resume;
    } else return false;
  }
  while (tokens[token] === ANY_TEXT) token++;
  return token === tokens.length;
}

/** Compiles a pattern of `*` (any text, also none) and `?` (one character). */
export function compileWildcard(pattern: string): Matcher {
  if (pattern === '*') return () => true;
  const first = pattern.search(/[*?]/);
  if (first < 0) return (text) => text === pattern;
  if (first === pattern.length - 1 && pattern.endsWith('*')) {
    const prefix = pattern.slice(0, -1);
    return (text) => text.startsWith(prefix);
  }
  const tokens = patternTokens(pattern);
  return (text) => matchesTokens(tokens, text);
}
