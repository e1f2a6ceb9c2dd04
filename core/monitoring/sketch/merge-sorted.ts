/** Both lists as one, in ascending order; answers one of them where the other is empty. */
export function mergeSorted(one: Float64Array, other: Float64Array): Float64Array {
  if (one.length === 0) return other;
  if (other.length === 0) return one;
  const merged = new Float64Array(one.length + other.length);
  let [left, right] = [0, 0];
  for (let at = 0; at < merged.length; at += 1) {
    if (right >= other.length || (left < one.length && one[left]! <= other[right]!)) merged[at] = one[left++]!;
    else merged[at] = other[right++]!;
  }
  return merged;
}
