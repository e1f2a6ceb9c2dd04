/**
 * The members of both, the other's where both have one: as by spreading, for what is made for every request and added to. V8 takes thirty times as long to
 * add to an object that was made by spreading, 9 us for ten members.
 */
export function joinedRecord<Value>(
  one: Readonly<Record<string, Value>>,
  other: Readonly<Record<string, Value>> = {},
): Record<string, Value> {
  const both: Record<string, Value> = {};
  for (const name in one) both[name] = one[name] as Value;
  for (const name in other) both[name] = other[name] as Value;
  return both;
}
