import { createHash, randomUUID } from 'node:crypto';
import { type IntrinsicFunction, InvalidArgument, textArgument } from './intrinsic-function';

const MAX_CHARACTERS = 10_000;
const HASHES: Readonly<Record<string, string>> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html */
export const textFunctions: Readonly<Record<string, IntrinsicFunction>> = {
  'States.Format': { arity: [1, Number.POSITIVE_INFINITY], apply: ([template, ...values]) => format(template, values) },
  'States.StringSplit': {
    arity: [2, 2],
    apply: ([value, splitter]) => {
      // Every character of the splitter separates; empty pieces vanish.
      const separators = new Set(textArgument(splitter, 2));
      const pieces = [''];
      for (const character of textArgument(value, 1)) {
        if (separators.has(character)) pieces.push('');
        else pieces[pieces.length - 1] += character;
      }
      return pieces.filter((piece) => piece !== '');
    },
  },
  'States.Base64Encode': {
    arity: [1, 1],
    apply: ([value]) => Buffer.from(limited(textArgument(value, 1))).toString('base64'),
  },
  'States.Base64Decode': {
    arity: [1, 1],
    apply: ([value]) => {
      const text = limited(textArgument(value, 1));
      if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 === 1)
        throw new InvalidArgument('The argument is not base64.');
      return Buffer.from(text, 'base64').toString('utf8');
    },
  },
  'States.Hash': {
    arity: [2, 2],
    apply: ([value, algorithm]) => {
      const hash = HASHES[textArgument(algorithm, 2)];
      if (hash === undefined)
        throw new InvalidArgument(`The algorithm must be one of ${Object.keys(HASHES).join(', ')}.`);
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      return createHash(hash).update(limited(text)).digest('hex');
    },
  },
  'States.UUID': { arity: [0, 0], apply: () => randomUUID() },
};

function limited(text: string): string {
  if (text.length > MAX_CHARACTERS) throw new InvalidArgument(`At most ${MAX_CHARACTERS} characters are allowed.`);
  return text;
}

/** Fills every `{}` in turn; `\{` and `\}` are braces. */
function format(template: unknown, values: readonly unknown[]): string {
  let used = 0;
  const text = textArgument(template, 1).replace(/\\([{}])|\{\}/g, (found, escaped?: string) => {
    if (escaped !== undefined) return escaped;
    const at = used++;
    return at < values.length ? shown(values[at]) : found;
  });
  if (used !== values.length) {
    throw new InvalidArgument(`The template has ${used} places for ${values.length} values.`);
  }
  return text;
}

/** Structures are written as the service writes them: `[1, a]`, `{key=value}`. */
function shown(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, member]) => `${key}=${shown(member)}`);
  return `{${members.join(', ')}}`;
}
