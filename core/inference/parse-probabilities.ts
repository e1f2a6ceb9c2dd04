import { ModelOutputInvalid } from '../contracts/errors';

/** float32 softmax over a thousand classes stays well within this; a model that returns scores does not. */
const SUM_TOLERANCE = 0.01;
const SHOWN_CHARACTERS = 80;

/**
 * Reads what an endpoint answered for one image: a JSON array of probabilities, such an array inside others (`[[0.9, 0.1]]`), an
 * object that holds one under `prediction`, `predictions` or `probabilities`, or numbers separated by commas, blanks or newlines.
 * @param classes how many classes there are, if known
 * @throws ModelOutputInvalid naming what is wrong, with the beginning of the answer
 */
export function parseProbabilities(text: string, classes?: number): number[] {
  const values = numbersIn(text);
  const invalid = (fault: string) => new ModelOutputInvalid(`The model's answer ${fault}: ${shown(text)}`);
  if (values === undefined) throw invalid('is not a list of probabilities');
  if (values.length === 0) throw invalid('is empty');
  const strange = values.find((value) => typeof value !== 'number' || !Number.isFinite(value));
  if (strange !== undefined) throw invalid(`holds ${JSON.stringify(strange) ?? 'nothing'} instead of a probability`);
  const probabilities = values as number[];
  if (classes !== undefined && probabilities.length !== classes) {
    throw invalid(`holds ${probabilities.length} probabilities for ${classes} classes`);
  }
  const outside = probabilities.find((value) => value < 0 || value > 1 + SUM_TOLERANCE);
  if (outside !== undefined) throw invalid(`holds ${outside}, which is no probability`);
  const sum = probabilities.reduce((total, value) => total + value, 0);
  if (Math.abs(sum - 1) > SUM_TOLERANCE)
    throw invalid(`has probabilities that add up to ${Number(sum.toPrecision(6))} instead of 1`);
  return probabilities;
}

const shown = (text: string): string =>
  JSON.stringify(text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text);

/** @returns undefined where the text is no list at all; the entries may still be no numbers */
function numbersIn(text: string): readonly unknown[] | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return [];
  if (/^[[{]/.test(trimmed)) return innermost(parseJson(trimmed));
  const parts = trimmed.split(/[\s,;]+/).filter((part) => part !== '');
  const numbers = parts.map((part) => (/^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(part) ? Number(part) : part));
  return numbers.some((value) => typeof value === 'number') ||
    parts.every((part) => /^[-+]?(nan|inf(inity)?)$/i.test(part))
    ? numbers
    : undefined;
}

/** Python writes NaN and Infinity into JSON: they become text here, so that the message can name them. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/(?<=[[,:\s])(-?(?:NaN|Infinity))(?=[\s,\]}])/g, '"$1"'));
  } catch {
    return undefined;
  }
}

/** Unwraps objects and arrays of one element until a flat list is left. */
function innermost(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) {
    const nested = value.some((element) => typeof element === 'object' && element !== null);
    if (!nested) return value;
    return value.length === 1 ? innermost(value[0]) : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { prediction, predictions, probabilities } = value as Readonly<Record<string, unknown>>;
  return innermost(prediction ?? predictions ?? probabilities);
}
