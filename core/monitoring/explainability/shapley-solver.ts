import type { CoalitionPlan } from './coalition-plan';

/**
 * Turns a model's answers about coalitions into Shapley values: the least-squares fit, weighted by the coalitions' weights, of an additive
 * explanation whose values sum to what there is to explain. What depends on the plan alone is computed once, so that a row costs one product of
 * a matrix and a vector.
 *
 * With Z the coalitions (one a row), W their weights, A = ZᵀWZ, b = ZᵀWy and 1 the vector of ones, minimising |Z phi - y|² under 1ᵀphi = total gives
 * phi = A⁻¹(b - lambda 1) with lambda = (1ᵀA⁻¹b - total) / 1ᵀA⁻¹1.
 */
export class ShapleySolver {
  private readonly features: number;
  private readonly coalitions: CoalitionPlan['coalitions'];
  private readonly factor: Float64Array;
  /** A⁻¹1 */
  private readonly inverseOfOnes: Float64Array;
  private readonly sumOfInverse: number;

  constructor({ features, coalitions }: CoalitionPlan) {
    this.features = features;
    this.coalitions = coalitions;
    this.factor = choleskyFactor(gramMatrix(features, coalitions), features);
    this.inverseOfOnes = solve(this.factor, new Float64Array(features).fill(1), features);
    this.sumOfInverse = this.inverseOfOnes.reduce((sum, value) => sum + value, 0);
  }

  /**
   * @param answers the model's answer for each coalition less its answer for the baseline, in the plan's order.
   * @param total the model's answer for the row less its answer for the baseline: what the values sum to.
   * @returns one value a feature.
   */
  values(answers: ArrayLike<number>, total: number): Float64Array {
    const { features, coalitions } = this;
    const right = new Float64Array(features);
    for (let row = 0; row < coalitions.length; row += 1) {
      const { kept, weight } = coalitions[row]!;
      const weighted = weight * answers[row]!;
      for (let feature = 0; feature < features; feature += 1) right[feature]! += kept[feature]! * weighted;
    }
    const free = solve(this.factor, right, features);
    const excess = free.reduce((sum, value) => sum + value, 0) - total;
    const lambda = excess / this.sumOfInverse;
    return free.map((value, feature) => value - lambda * this.inverseOfOnes[feature]!);
  }
}

function gramMatrix(features: number, coalitions: CoalitionPlan['coalitions']): Float64Array {
  const gram = new Float64Array(features * features);
  for (const { kept, weight } of coalitions) {
    for (let one = 0; one < features; one += 1) {
      if (kept[one] === 0) continue;
      for (let other = 0; other <= one; other += 1) gram[one * features + other]! += weight * kept[other]!;
    }
  }
  return gram;
}

/** The lower triangle L of A = LLᵀ. A plan holds every single feature and every all-but-one, which makes A positive definite. */
function choleskyFactor(matrix: Float64Array, size: number): Float64Array {
  const factor = Float64Array.from(matrix);
  for (let column = 0; column < size; column += 1) {
    for (let row = column; row < size; row += 1) {
      let value = factor[row * size + column]!;
      for (let k = 0; k < column; k += 1) value -= factor[row * size + k]! * factor[column * size + k]!;
      factor[row * size + column] = row === column ? Math.sqrt(value) : value / factor[column * size + column]!;
    }
  }
  return factor;
}

/** x of LLᵀx = b. */
function solve(factor: Float64Array, right: Float64Array, size: number): Float64Array {
  const x = Float64Array.from(right);
  for (let row = 0; row < size; row += 1) {
    for (let k = 0; k < row; k += 1) x[row]! -= factor[row * size + k]! * x[k]!;
    x[row]! /= factor[row * size + row]!;
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    for (let k = row + 1; k < size; k += 1) x[row]! -= factor[k * size + row]! * x[k]!;
    x[row]! /= factor[row * size + row]!;
  }
  return x;
}
