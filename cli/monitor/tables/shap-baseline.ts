import type { Cell } from '../../../core/monitoring/explainability/explained-model';
import { UsageError } from '../../usage-error';

/** The row that stands for "nothing special", by feature; NaN where the value is missing, which JSON writes as null. */
export type ShapBaseline = Readonly<Record<string, Cell>>;

export const writtenShapBaseline = (names: readonly string[], row: readonly Cell[]): ShapBaseline =>
  Object.fromEntries(names.map((name, index) => [name, row[index]!]));

/**
 * @param content an object by feature, or a list in the order of the features
 * @param takesTexts whether texts are values too
 * @throws UsageError where a feature has no value
 */
export function readShapBaseline(
  content: unknown,
  file: string,
  names: readonly string[],
  takesTexts = false,
): ShapBaseline {
  const values = Array.isArray(content)
    ? Object.fromEntries(names.map((name, index) => [name, content[index] as unknown]))
    : ((content ?? {}) as Readonly<Record<string, unknown>>);
  return Object.fromEntries(
    names.map((name) => {
      const value = values[name];
      if (value === null) return [name, Number.NaN];
      if (typeof value === 'string' && takesTexts) return [name, value];
      if (typeof value !== 'number') throw new UsageError(`${file} has no number for the feature '${name}'.`);
      return [name, value];
    }),
  );
}
