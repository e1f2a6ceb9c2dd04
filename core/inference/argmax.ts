/** Index of the largest value; the first of equals. @throws RangeError for an empty list */
export function argmax(values: ArrayLike<number>): number {
  if (values.length === 0) throw new RangeError('An empty list has no largest value.');
  let best = 0;
  for (let index = 1; index < values.length; index += 1) if (values[index]! > values[best]!) best = index;
  return best;
}
