import { canonicalConditionKey } from './condition-keys';
import { MalformedPolicy } from './malformed-policy';
import { ANY_CHARACTER, ANY_TEXT, literalTokens, matchesTokens, type PatternToken, patternTokens } from './wildcard';

/** Looks a condition key of the request up; undefined where the request has no such key. */
export type ContextLookup = (key: string) => string | readonly string[] | undefined;

/** A piece of a policy's text: fixed, or a policy variable such as `${aws:PrincipalArn}` with an optional default. */
type Piece =
  | { readonly tokens: readonly PatternToken[]; readonly text: string }
  | { readonly variable: string; readonly fallback?: string };

const VARIABLE = /\$\{([^}]*)\}/g;
/** `${*}`, `${?}` and `${$}` are these characters themselves. */
const ESCAPED: ReadonlySet<string> = new Set(['*', '?', '$']);

/**
 * Text of a policy that may hold wildcards and policy variables. The value that a variable stands for is literal: a `*` in it is a star.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export class PolicyText {
  private readonly pieces: readonly Piece[];
  private readonly fixed: readonly PatternToken[] | undefined;

  /** @throws MalformedPolicy for a variable that the laptop does not know. */
  constructor(
    readonly source: string,
    where: string,
    options: { readonly variables: boolean },
  ) {
    this.pieces = options.variables ? piecesOf(source, where) : [fixedPiece(source)];
    this.fixed = this.pieces.every((piece) => 'tokens' in piece)
      ? this.pieces.flatMap((piece) => ('tokens' in piece ? piece.tokens : []))
      : undefined;
  }

  /** True where the text has no variable, so that it can be compiled once. */
  get isFixed(): boolean {
    return this.fixed !== undefined;
  }

  /** True where it has neither variable nor wildcard. */
  get isLiteral(): boolean {
    return this.fixed?.every((token) => token !== ANY_TEXT && token !== ANY_CHARACTER) ?? false;
  }

  /** Whether a value matches, wildcards honoured; false where a variable has no value in the request. */
  like(value: string, lookup: ContextLookup): boolean {
    if (this.fixed !== undefined) return matchesTokens(this.fixed, value);
    const tokens = this.expandTokens(lookup);
    return tokens !== undefined && matchesTokens(tokens, value);
  }

  /** The text with its variables replaced and its wildcards as they stand; undefined where a variable has no value. */
  expand(lookup: ContextLookup): string | undefined {
    let text = '';
    for (const piece of this.pieces) {
      const value = 'text' in piece ? piece.text : variableValue(piece, lookup);
      if (value === undefined) return undefined;
      text += value;
    }
    return text;
  }

  private expandTokens(lookup: ContextLookup): PatternToken[] | undefined {
    const tokens: PatternToken[] = [];
    for (const piece of this.pieces) {
      if ('tokens' in piece) tokens.push(...piece.tokens);
      else {
        const value = variableValue(piece, lookup);
        if (value === undefined) return undefined;
        tokens.push(...literalTokens(value));
      }
    }
    return tokens;
  }
}

function fixedPiece(text: string): Piece {
  return { tokens: patternTokens(text), text };
}

function piecesOf(source: string, where: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of source.matchAll(VARIABLE)) {
    if (match.index > end) pieces.push(fixedPiece(source.slice(end, match.index)));
    pieces.push(variablePiece(match[1] as string, where));
    end = match.index + match[0].length;
  }
  if (end < source.length || pieces.length === 0) pieces.push(fixedPiece(source.slice(end)));
  return pieces;
}

function variablePiece(inside: string, where: string): Piece {
  if (ESCAPED.has(inside)) return { tokens: literalTokens(inside), text: inside };
  const [, name = '', fallback] = /^\s*([^,\s]+)\s*(?:,\s*'([^']*)'\s*)?$/.exec(inside) ?? [];
  const variable = canonicalConditionKey(name);
  if (variable === undefined) {
    throw new MalformedPolicy(where, `the laptop does not know the policy variable '\${${inside}}'.`);
  }
  return { variable, fallback };
}

/** A variable needs exactly one value: a key of several values cannot be one. */
function variableValue(
  piece: { readonly variable: string; readonly fallback?: string },
  lookup: ContextLookup,
): string | undefined {
  const value = lookup(piece.variable);
  return typeof value === 'string' ? value : piece.fallback;
}
