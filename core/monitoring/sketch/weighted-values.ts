/** Distinct values in ascending order, each with how many it stands for. */
export interface WeightedValues {
  readonly values: Float64Array;
  readonly weights: Float64Array;
}

export const NO_VALUES: WeightedValues = { values: new Float64Array(0), weights: new Float64Array(0) };

/**
 * Some more values taken in, each of which stands for as many as the others; neither list changes.
 * @param more ascending, without NaN; equal values may follow one another
 */
export function mergeWeighted(known: WeightedValues, more: Float64Array, weight: number): WeightedValues {
  const values = new Float64Array(known.values.length + more.length);
  const weights = new Float64Array(values.length);
  let [count, left, right] = [0, 0, 0];
  while (left < known.values.length || right < more.length) {
    const isKnown = right >= more.length || (left < known.values.length && known.values[left]! <= more[right]!);
    const value = isKnown ? known.values[left]! : more[right]!;
    const added = isKnown ? known.weights[left++]! : weight;
    if (!isKnown) right += 1;
    if (count > 0 && values[count - 1] === value) weights[count - 1]! += added;
    else {
      values[count] = value;
      weights[count] = added;
      count += 1;
    }
  }
  // Copies, or a value of many would keep the memory of all.
  return { values: values.slice(0, count), weights: weights.slice(0, count) };
}
