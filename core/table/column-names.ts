/** Names for the fields of a header: a nameless one is called by its place, a name twice gets a number. */
export function distinctNames(fields: readonly string[]): string[] {
  const taken = new Set<string>();
  return fields.map((field, index) => {
    const name = field.trim() || `column_${index + 1}`;
    let distinct = name;
    for (let number = 2; taken.has(distinct); number += 1) distinct = `${name}_${number}`;
    taken.add(distinct);
    return distinct;
  });
}

/** Names by position: the given ones, and `extra_1` … for columns beyond them. */
export const positionedNames = (count: number, names: readonly string[]): string[] =>
  Array.from({ length: count }, (_, index) => names[index] ?? `extra_${index - names.length + 1}`);
