import { HyperparameterInvalid } from '../container/algorithm-error';
import type { Reader } from './readers';

/** A hyperparameter that changes the training. */
export interface Honoured<Value> {
  readonly reader: Reader<Value>;
  readonly about: string;
}

/** A hyperparameter whose meaning cannot be left out without changing the result. */
export interface Refused {
  readonly because: string;
  /** Values that mean that it is off, and are accepted. */
  readonly off: readonly string[];
}

/** What an algorithm does with every hyperparameter that its callers may give. */
export interface HyperparameterLists {
  readonly honoured: Readonly<Record<string, Honoured<unknown>>>;
  /** Without effect here: why. */
  readonly accepted: Readonly<Record<string, string>>;
  readonly refused: Readonly<Record<string, Refused>>;
  /** Other names of honoured and refused ones. */
  readonly aliases?: Readonly<Record<string, string>>;
}

export interface ListedReading {
  /** Of the honoured ones that were given. */
  readonly values: Readonly<Record<string, unknown>>;
  /** One line for every hyperparameter that was accepted without effect. */
  readonly notes: readonly string[];
}

/** Set by SageMaker's own SDK and tuning jobs, for themselves. */
const PLATFORM_NAME = /^(sagemaker_|_tuning_)/;

/**
 * Reads hyperparameters as SageMaker hands them over: every value a string, perhaps with the quotation marks that its Python SDK
 * puts around it. An unknown name is refused: a misspelt hyperparameter must not train a different model in silence.
 * @throws HyperparameterInvalid naming the hyperparameter, its value and what is valid
 */
export function readByLists(given: Readonly<Record<string, unknown>>, lists: HyperparameterLists): ListedReading {
  const values: Record<string, unknown> = {};
  const notes: string[] = [];
  for (const [givenName, value] of Object.entries(given)) {
    const text = plainText(givenName, value);
    const name = ownValue(lists.aliases ?? {}, givenName) ?? givenName;
    const honoured = ownValue(lists.honoured, name);
    if (honoured === undefined) {
      notes.push(noteOn(name, text, lists));
      continue;
    }
    if (name !== givenName && Object.hasOwn(given, name))
      throw new HyperparameterInvalid(`${givenName} and ${name} are one hyperparameter; give one of them.`);
    values[name] = readOne(name, text, honoured.reader);
  }
  return { values, notes };
}

function plainText(name: string, value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') {
    throw new HyperparameterInvalid(`The hyperparameter ${name} must be text, as SageMaker passes it.`);
  }
  return value
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .trim();
}

function readOne(name: string, text: string, reader: Reader<unknown>): unknown {
  const value = reader.read(text);
  if (value === undefined)
    throw new HyperparameterInvalid(`${name} is ${JSON.stringify(text)}; it must be ${reader.valid}.`);
  return value;
}

function noteOn(name: string, text: string, { honoured, accepted, refused }: HyperparameterLists): string {
  const reason = ownValue(accepted, name);
  if (reason !== undefined) return `${name}=${text} has no effect: ${reason}.`;
  const refusal = ownValue(refused, name);
  if (refusal !== undefined) {
    if (refusal.off.includes(text.toLowerCase())) return `${name}=${text} is what this algorithm does.`;
    throw new HyperparameterInvalid(`${name}=${text} is refused: ${refusal.because}.`);
  }
  if (PLATFORM_NAME.test(name)) return `${name} has no effect: it is meant for SageMaker itself.`;
  const known = [...Object.keys(honoured), ...Object.keys(accepted)].sort();
  throw new HyperparameterInvalid(`There is no hyperparameter ${name}; there are ${known.join(', ')}.`);
}

/** Not what an object inherits: a hyperparameter may be called `constructor`. */
const ownValue = <Value>(of: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(of, name) ? of[name] : undefined;
