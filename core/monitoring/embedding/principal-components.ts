import { SeededRandom } from '../../seeded-random';

/** Directions of greatest variation in a set of vectors. */
export interface PrincipalComponents {
  /** Of the vectors. */
  readonly mean: readonly number[];
  /** Unit vectors, the direction of the greatest variance first. */
  readonly components: readonly (readonly number[])[];
}

const ITERATIONS = 60;

/**
 * Principal components by subspace iteration on the covariance, from a fixed start: the same vectors give the same components.
 * @param vectors of equal length, two or more
 * @param count how many components; fewer come back where the vectors vary in fewer directions
 */
export function fitPrincipalComponents(vectors: readonly ArrayLike<number>[], count: number): PrincipalComponents {
  const width = vectors[0]!.length;
  const mean = new Float64Array(width);
  for (const vector of vectors) for (let at = 0; at < width; at += 1) mean[at]! += vector[at]! / vectors.length;
  const covariance = covarianceOf(vectors, mean);
  const random = new SeededRandom('principal-components', width);
  let basis: Float64Array[] = Array.from({ length: Math.min(count, width) }, () =>
    Float64Array.from(mean, () => random.bell()),
  );
  basis = orthonormal(basis);
  for (let round = 0; round < ITERATIONS; round += 1)
    basis = orthonormal(basis.map((vector) => product(covariance, vector)));
  return { mean: [...mean], components: basis.map((vector) => [...withSign(vector)]) };
}

/** A vector in the coordinates of the components. */
export function project({ mean, components }: PrincipalComponents, vector: ArrayLike<number>): number[] {
  return components.map((component) => {
    let sum = 0;
    for (let at = 0; at < component.length; at += 1) sum += component[at]! * (vector[at]! - mean[at]!);
    return sum;
  });
}

function covarianceOf(vectors: readonly ArrayLike<number>[], mean: Float64Array): Float64Array {
  const width = mean.length;
  const covariance = new Float64Array(width * width);
  const centred = new Float64Array(width);
  for (const vector of vectors) {
    for (let at = 0; at < width; at += 1) centred[at] = vector[at]! - mean[at]!;
    for (let row = 0; row < width; row += 1)
      for (let column = 0; column < width; column += 1)
        covariance[row * width + column]! += (centred[row]! * centred[column]!) / vectors.length;
  }
  return covariance;
}

function product(matrix: Float64Array, vector: Float64Array): Float64Array {
  const width = vector.length;
  return Float64Array.from(vector, (_, row) => {
    let sum = 0;
    for (let column = 0; column < width; column += 1) sum += matrix[row * width + column]! * vector[column]!;
    return sum;
  });
}

/** Gram and Schmidt; a direction in which nothing varies drops out. */
function orthonormal(vectors: readonly Float64Array[]): Float64Array[] {
  const basis: Float64Array[] = [];
  for (const vector of vectors) {
    const rest = Float64Array.from(vector);
    const before = norm(rest);
    for (const known of basis) {
      const along = rest.reduce((sum, value, at) => sum + value * known[at]!, 0);
      for (let at = 0; at < rest.length; at += 1) rest[at]! -= along * known[at]!;
    }
    const length = norm(rest);
    if (length > 1e-9 * before && length > 1e-12) basis.push(rest.map((value) => value / length));
  }
  return basis;
}

const norm = (vector: Float64Array): number => Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));

/** A direction and its opposite are the same component: the largest coordinate is made positive. */
function withSign(vector: Float64Array): Float64Array {
  const largest = vector.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
  return largest < 0 ? vector.map((value) => -value) : vector;
}
