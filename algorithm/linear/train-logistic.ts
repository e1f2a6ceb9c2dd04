import type { LinearModel } from '../../core/table-model/linear/linear-model';
import { sigmoid } from '../../core/table-model/trees/predict';
import { TrainingDiverged } from '../container/algorithm-error';
import type { LabelledRows } from '../trees/training/train-trees';

export interface LogisticParameters {
  /** Weight of the L2 penalty, lambda / 2 |w|^2 on the sum of the losses; above 0, so that there is one best model. The intercept is free. */
  readonly l2: number;
  /** Newton steps at most; five to ten are the rule. */
  readonly maxSteps: number;
}

/** Largest change of a weight below which the optimum is reached. */
const CONVERGED = 1e-9;

/**
 * Logistic regression by Newton's method (iteratively reweighted least squares), each step halved until the loss falls. Deterministic: there is one
 * optimum, and no seed.
 * @throws TrainingDiverged
 * @see Hastie, Tibshirani and Friedman (2009), "The Elements of Statistical Learning", section 4.4.1
 */
export function trainLogistic(
  train: LabelledRows,
  features: readonly string[],
  parameters: LogisticParameters,
): LinearModel {
  const width = features.length + 1;
  let weights = new Float64Array(width);
  let loss = lossOf(train, weights, parameters.l2);
  for (let step = 0; step < parameters.maxSteps; step += 1) {
    const direction = newtonDirection(train, weights, parameters.l2);
    let scale = 1;
    let next = moved(weights, direction, scale);
    let nextLoss = lossOf(train, next, parameters.l2);
    while (!(nextLoss <= loss) && scale > 1e-6) {
      scale /= 2;
      next = moved(weights, direction, scale);
      nextLoss = lossOf(train, next, parameters.l2);
    }
    if (!Number.isFinite(nextLoss))
      throw new TrainingDiverged('The loss is no number: check the features for infinities.');
    const change = direction.reduce((most, value) => Math.max(most, Math.abs(value * scale)), 0);
    weights = next;
    loss = nextLoss;
    if (change < CONVERGED) break;
  }
  return {
    version: 1,
    kind: 'logistic',
    features: [...features],
    weights: [...weights.slice(1)],
    intercept: weights[0]!,
  };
}

const moved = (weights: Float64Array, direction: Float64Array, scale: number): Float64Array<ArrayBuffer> =>
  Float64Array.from(weights, (weight, at) => weight - scale * direction[at]!);

/** Feature 0 is the constant; a missing feature is 0. */
function design({ values }: LabelledRows, row: number, width: number, into: Float64Array): void {
  into[0] = 1;
  for (let at = 1; at < width; at += 1) {
    const value = values[row * (width - 1) + at - 1]!;
    into[at] = Number.isNaN(value) ? 0 : value;
  }
}

function lossOf(train: LabelledRows, weights: Float64Array, l2: number): number {
  const x = new Float64Array(weights.length);
  let loss = 0;
  for (let row = 0; row < train.labels.length; row += 1) {
    design(train, row, weights.length, x);
    const margin = x.reduce((sum, value, at) => sum + value * weights[at]!, 0);
    // log(1 + e^-m), without overflow.
    const signed = train.labels[row] === 1 ? margin : -margin;
    loss += Math.log1p(Math.exp(-Math.abs(signed))) + Math.max(0, -signed);
  }
  for (let at = 1; at < weights.length; at += 1) loss += (l2 / 2) * weights[at]! ** 2;
  return loss;
}

/** The inverse of the Hessian times the gradient, by Gauss elimination with pivots. */
function newtonDirection(train: LabelledRows, weights: Float64Array, l2: number): Float64Array {
  const width = weights.length;
  const system = Array.from({ length: width }, () => new Float64Array(width + 1));
  const x = new Float64Array(width);
  for (let row = 0; row < train.labels.length; row += 1) {
    design(train, row, width, x);
    const probability = sigmoid(x.reduce((sum, value, at) => sum + value * weights[at]!, 0));
    const curvature = Math.max(1e-12, probability * (1 - probability));
    const residual = probability - train.labels[row]!;
    for (let one = 0; one < width; one += 1) {
      system[one]![width]! += residual * x[one]!;
      if (x[one] === 0) continue;
      for (let other = 0; other < width; other += 1) system[one]![other]! += curvature * x[one]! * x[other]!;
    }
  }
  for (let at = 1; at < width; at += 1) {
    system[at]![at]! += l2;
    system[at]![width]! += l2 * weights[at]!;
  }
  return solved(system);
}

function solved(system: readonly Float64Array[]): Float64Array {
  const rows = [...system];
  const width = rows.length;
  for (let column = 0; column < width; column += 1) {
    let pivot = column;
    for (let row = column + 1; row < width; row += 1)
      if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row;
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    for (let row = column + 1; row < width; row += 1) {
      const factor = rows[row]![column]! / rows[column]![column]!;
      if (factor !== 0) for (let at = column; at <= width; at += 1) rows[row]![at]! -= factor * rows[column]![at]!;
    }
  }
  const x = new Float64Array(width);
  for (let row = width - 1; row >= 0; row -= 1) {
    let rest = rows[row]![width]!;
    for (let at = row + 1; at < width; at += 1) rest -= rows[row]![at]! * x[at]!;
    x[row] = rest / rows[row]![row]!;
  }
  return x;
}
