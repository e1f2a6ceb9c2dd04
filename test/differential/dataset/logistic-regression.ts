/** One vector per example, all of one length, and labels 0 or 1. */
export interface Examples {
  readonly features: readonly Float32Array[];
  readonly labels: readonly number[];
}

/** Passes over the training split; the accuracies no longer move after about twenty. */
const PASSES = 25;

/**
 * Logistic regression with a ridge penalty, by stochastic gradient descent with a falling step, the weights averaged over the second
 * half of the way (Polyak and Ruppert). Features are centred on the training split's mean.
 * @returns accuracy on the other examples
 */
export function logisticRegressionAccuracy(train: Examples, test: Examples, penalty: number): number {
  const mean = meanOf(train.features);
  const size = mean.length;
  const vectors = train.features.map((vector) => vector.map((level, at) => level - mean[at]!));
  const firstStep = 1 / vectors.reduce((sum, vector) => sum + dot(vector, vector) / vectors.length, 0);
  const weights = new Float32Array(size);
  const averaged = new Float32Array(size);
  let bias = 0;
  for (let pass = 0; pass < PASSES; pass += 1) {
    const step = firstStep / (1 + pass / 2);
    for (let turn = 0; turn < vectors.length; turn += 1) {
      // 389 is a prime above no divisor of the count: every example once, far from its neighbours.
      const index = (turn * 389 + pass * 17) % vectors.length;
      const vector = vectors[index]!;
      const pull = step * (1 / (1 + Math.exp(-dot(vector, weights) - bias)) - train.labels[index]!);
      const keep = 1 - step * penalty;
      for (let at = 0; at < size; at += 1) weights[at] = keep * weights[at]! - pull * vector[at]!;
      bias -= pull;
    }
    if (pass >= PASSES / 2) for (let at = 0; at < size; at += 1) averaged[at]! += weights[at]!;
  }
  const threshold = -bias * (PASSES - Math.ceil(PASSES / 2)) + dot(mean, averaged);
  const right = test.features.filter(
    (vector, index) => dot(vector, averaged) > threshold === (test.labels[index] === 1),
  );
  return right.length / test.features.length;
}

function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += one[at]! * other[at]!;
  return sum;
}

function meanOf(vectors: readonly Float32Array[]): Float32Array {
  const mean = new Float32Array(vectors[0]!.length);
  for (const vector of vectors) for (let at = 0; at < mean.length; at += 1) mean[at]! += vector[at]! / vectors.length;
  return mean;
}
