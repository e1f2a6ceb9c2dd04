import { ModelOutputInvalid } from '../../contracts/errors';
import { parseProbabilities } from '../../inference/parse-probabilities';

/** Members under which an answer in JSON holds its rows, or a row its numbers. */
const ROW_MEMBERS = ['predictions', 'outputs', 'instances'] as const;
const NUMBER_MEMBERS = ['probabilities', 'probability', 'scores', 'score', 'prediction'] as const;

/**
 * Reads what an endpoint answered for several rows: a line each with the probabilities of every class or, for two classes, of class 1
 * alone; such single probabilities separated by commas, as XGBoost answers; JSON arrays of either, bare or under `predictions`; JSON Lines.
 * @param rows how many rows were asked
 * @param classes how many classes there are
 * @returns the probabilities of each row, in class order
 * @throws ModelOutputInvalid where the answer is no such list, or not of so many rows
 */
export function parseAnswers(text: string, rows: number, classes: number): number[][] {
  const answers = separate(text.trim());
  const single = answers.length === 1 ? answers[0]! : undefined;
  const perRow =
    classes === 2 && single !== undefined && rows > 1 && single.length === rows
      ? single.map((value) => [value])
      : answers;
  if (perRow.length !== rows) {
    throw new ModelOutputInvalid(`The model answered ${perRow.length} rows; it was asked ${rows}.`);
  }
  return perRow.map((numbers) => probabilitiesOf(numbers, classes));
}

/** How many classes the answer to a single row tells of: a lone probability is that of class 1 of two. Undefined where it is no list. */
export function classCountOf(text: string): number | undefined {
  const [row] = separate(text.trim());
  return row === undefined || row.length === 0 ? undefined : Math.max(2, row.length);
}

function probabilitiesOf(numbers: readonly unknown[], classes: number): number[] {
  if (classes !== 2 || numbers.length !== 1) return parseProbabilities(JSON.stringify(numbers), classes);
  const positive = Number(numbers[0]);
  if (!(positive >= 0 && positive <= 1)) {
    throw new ModelOutputInvalid(
      `The model's answer holds ${JSON.stringify(numbers[0])} where a probability of class 1 must stand.`,
    );
  }
  return [1 - positive, positive];
}

function separate(text: string): readonly (readonly unknown[])[] {
  if (text === '') return [];
  if (!/^[[{]/.test(text))
    return text
      .split(/\r?\n/)
      .filter((line) => line.trim() !== '')
      .map(fieldsOf);
  const whole = parsed(text);
  if (whole !== undefined) return rowsIn(whole);
  const lines = text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map(parsed);
  if (lines.includes(undefined)) throw new ModelOutputInvalid("The model's answer begins like JSON, but is not.");
  return lines.map(numbersIn);
}

const fieldsOf = (line: string): readonly unknown[] =>
  line
    .split(/[\s,;]+/)
    .filter((field) => field !== '')
    .map((field) => (Number.isNaN(Number(field)) ? field : Number(field)));

function rowsIn(value: unknown): readonly (readonly unknown[])[] {
  const list = Array.isArray(value) ? value : memberOf(value, ROW_MEMBERS);
  if (!Array.isArray(list)) return [numbersIn(value)];
  return list.every((element) => typeof element !== 'object') ? [list] : list.map(numbersIn);
}

/** The numbers of one row, however wrapped. */
function numbersIn(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  const member = memberOf(value, NUMBER_MEMBERS);
  return member === undefined ? [value] : Array.isArray(member) ? member : [member];
}

function memberOf(value: unknown, names: readonly string[]): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const members = value as Readonly<Record<string, unknown>>;
  const name = names.find((candidate) => members[candidate] !== undefined);
  return name === undefined ? undefined : members[name];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
