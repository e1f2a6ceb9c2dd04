import { randomInt } from 'node:crypto';
import { AwsError } from '../protocol/aws-error';
import type { JsonObject } from '../protocol/operations';

const TYPES = [
  ['ExcludeLowercase', 'abcdefghijklmnopqrstuvwxyz'],
  ['ExcludeUppercase', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'],
  ['ExcludeNumbers', '0123456789'],
  ['ExcludePunctuation', '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'],
] as const;

const DEFAULT_LENGTH = 32;
const MAX_LENGTH = 4096;

/**
 * A random text by the members of GetRandomPassword and GenerateSecretString. One character of each included type unless told otherwise.
 * @param random a whole number below its argument; uniform. @default the system's secure source
 * @throws AwsError `InvalidParameterException` where nothing is left to choose from.
 */
export function generatePassword(options: JsonObject, random: (below: number) => number = randomInt): string {
  const length = Number(options.PasswordLength ?? DEFAULT_LENGTH);
  const excluded = new Set(String(options.ExcludeCharacters ?? ''));
  const allowed = (characters: string): string => [...characters].filter((each) => !excluded.has(each)).join('');
  const types = TYPES.filter(([exclude]) => !isTrue(options[exclude])).map(([, characters]) => allowed(characters));
  const included = [...types, isTrue(options.IncludeSpace) ? allowed(' ') : ''].filter(
    (characters) => characters !== '',
  );
  const all = included.join('');
  if (!Number.isInteger(length) || length < 1 || length > MAX_LENGTH || all === '') {
    throw new AwsError(
      'InvalidParameterException',
      `A password has 1 to ${MAX_LENGTH} characters of those not excluded.`,
    );
  }
  const required =
    options.RequireEachIncludedType === undefined || isTrue(options.RequireEachIncludedType) ? included : [];
  if (required.length > length) {
    throw new AwsError(
      'InvalidParameterException',
      `${length} characters cannot hold one of each of ${required.length} types.`,
    );
  }
  const pick = (characters: string): string => characters[random(characters.length)] as string;
  const characters = required.map(pick);
  while (characters.length < length) characters.push(pick(all));
  return shuffled(characters, random).join('');
}

function shuffled<Item>(items: readonly Item[], random: (below: number) => number): Item[] {
  const result = [...items];
  for (let at = result.length - 1; at > 0; at--) {
    const other = random(at + 1);
    [result[at], result[other]] = [result[other] as Item, result[at] as Item];
  }
  return result;
}

/** Templates give booleans as text at times. */
const isTrue = (value: unknown): boolean => value === true || value === 'true';
