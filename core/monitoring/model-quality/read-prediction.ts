import type { LabelledRow } from '../../capture/join-ground-truth';
import type { Row } from '../../capture/record-rows';
import { argmax } from '../../inference/argmax';
import { MAX_CLASSES, type ModelProblem } from './problem';
import { finiteNumber, pick, type RowValues, rowValues } from './row-values';

/** One prediction beside its label: class indices, or numbers of a regression. */
export interface Prediction {
  readonly actual: number;
  readonly predicted: number;
  /** Two classes: what ranks the rows, the probability of class 1 where it is known. */
  readonly score: number;
}

const PROBABILITY_NAMES = ['probabilities', 'probability', 'scores', 'score'];
const INFERENCE_NAMES = ['predicted_label', 'prediction', 'predicted', 'label'];
const LABEL_NAMES = ['label', 'target', 'y'];

/** Reads a labelled row by what the problem says; a fault is a value. */
export function readPrediction(
  { output, label }: LabelledRow,
  problem: ModelProblem,
): Prediction | { readonly fault: string } {
  const actual = readLabel(label, problem);
  if (typeof actual === 'object') return actual;
  const answer = readAnswer(output, problem);
  return 'fault' in answer ? answer : { actual, ...answer };
}

/** The class index that a label says, or the number of a regression. */
export function readLabel(label: Row, problem: ModelProblem): number | { readonly fault: string } {
  const written = pick(rowValues(label), problem.labelAttribute === undefined ? LABEL_NAMES : [problem.labelAttribute]);
  const actual = problem.kind === 'regression' ? finiteNumber(written) : classIndex(written, problem);
  return actual ?? { fault: `the label ${JSON.stringify(written)} is no ${nounOf(problem)}` };
}

/** What the model answered about a row. */
export function readAnswer(output: Row, problem: ModelProblem): Answer | { readonly fault: string } {
  const values = rowValues(output);
  const answer = problem.kind === 'regression' ? regressionAnswer(values, problem) : classAnswer(values, problem);
  return answer ?? { fault: `the output ${JSON.stringify(output).slice(0, 80)} holds no ${nounOf(problem)}` };
}

const nounOf = ({ kind, classes }: ModelProblem): string =>
  kind === 'regression' ? 'finite number' : `class${classes === undefined ? '' : ` of ${classes.join(', ')}`}`;

export type Answer = Omit<Prediction, 'actual'>;

function regressionAnswer(values: RowValues, { inferenceAttribute }: ModelProblem): Answer | undefined {
  const predicted = finiteNumber(
    pick(values, inferenceAttribute === undefined ? [...INFERENCE_NAMES, 'score', '0'] : [inferenceAttribute]),
  );
  return predicted === undefined ? undefined : { predicted, score: predicted };
}

function classAnswer(values: RowValues, problem: ModelProblem): Answer | undefined {
  const { kind, threshold, inferenceAttribute, probabilityAttribute } = problem;
  const probabilities = probabilitiesOf(values, problem);
  const named =
    inferenceAttribute === undefined ? INFERENCE_NAMES.find((name) => Object.hasOwn(values, name)) : inferenceAttribute;
  const inferred = named === undefined ? undefined : classIndex(values[named], problem);
  if (probabilities === undefined) {
    const only = inferred ?? (probabilityAttribute === undefined ? classIndex(pick(values, []), problem) : undefined);
    return only === undefined ? undefined : { predicted: only, score: only };
  }
  const score = probabilities.length === 1 ? probabilities[0]! : (probabilities[1] ?? 0);
  const isSingle = probabilities.length === 1;
  if (isSingle && kind === 'multiclass' && inferred === undefined) return undefined;
  const byScore =
    isSingle || (kind === 'binary' && threshold !== undefined)
      ? Number(score >= (threshold ?? 0.5))
      : argmax(probabilities);
  const predicted = inferred ?? byScore;
  return isWithin(predicted, problem) ? { predicted, score } : undefined;
}

/** The probabilities of a row: under a name, or the row itself where it is a list of numbers. */
function probabilitiesOf(
  values: RowValues,
  { kind, probabilityAttribute, inferenceAttribute }: ModelProblem,
): number[] | undefined {
  const names = probabilityAttribute === undefined ? PROBABILITY_NAMES : [probabilityAttribute];
  const name = names.find((candidate) => Object.hasOwn(values, candidate));
  if (name !== undefined) return numbersOf(Array.isArray(values[name]) ? values[name] : [values[name]]);
  if (probabilityAttribute !== undefined || inferenceAttribute !== undefined || !Object.hasOwn(values, '0'))
    return undefined;
  const list = numbersOf(Object.values(values));
  // One number of a model with many classes is a class; of two classes it is the probability of class 1.
  return list?.length === 1 && (kind === 'multiclass' || list[0]! < 0 || list[0]! > 1) ? undefined : list;
}

function numbersOf(values: readonly unknown[]): number[] | undefined {
  const numbers = values.map(finiteNumber);
  return numbers.every((value) => value !== undefined) ? (numbers as number[]) : undefined;
}

function classIndex(value: unknown, problem: ModelProblem): number | undefined {
  const named = problem.classes?.indexOf(String(value)) ?? -1;
  const index = named >= 0 ? named : finiteNumber(value);
  return index !== undefined && isWithin(index, problem) ? index : undefined;
}

function isWithin(index: number, { kind, classes }: ModelProblem): boolean {
  const count = kind === 'binary' ? 2 : (classes?.length ?? MAX_CLASSES);
  return Number.isInteger(index) && index >= 0 && index < count;
}
