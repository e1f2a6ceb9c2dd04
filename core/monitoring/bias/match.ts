/** A value of a label or of a facet column. */
export type BiasValue = number | string;

/** Which values are meant: some by name, or all above a threshold. */
export type Match = { readonly values: readonly BiasValue[] } | { readonly threshold: number };

/**
 * Whether a value is among those meant; `1`, `"1"` and `"1.0"` are the same value.
 * @param threshold is exclusive: `value > threshold`, as Clarify has it
 */
export function matches(value: BiasValue, match: Match): boolean {
  if ('threshold' in match) return Number(value) > match.threshold;
  return match.values.some((wanted) => wanted === value || canonicalValue(wanted) === canonicalValue(value));
}

/** The text of a value that is the same for equal numbers however they are written. */
export function canonicalValue(value: BiasValue): string {
  if (typeof value === 'number') return String(value);
  const trimmed = value.trim();
  return trimmed !== '' && Number.isFinite(Number(trimmed)) ? String(Number(trimmed)) : value;
}

/** As `value_or_threshold` of `analysis.json`: `1`, `1, 2` or `0.5`. */
export const matchText = (match: Match): string =>
  'threshold' in match ? String(match.threshold) : match.values.map(String).join(', ');
