import type { PathReader } from '../expression/compile-path';
import type { EvaluationScope } from '../expression/evaluation-scope';
import { runtimeError } from '../interpreter/state-error';
import { NOT_FOUND } from '../path/select-path';
import { COMPARISONS, type ComparisonName } from './comparisons';

interface Operand {
  readonly path: string;
  readonly read: PathReader;
}

/** The condition of a choice rule. */
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly conditions: readonly Condition[] }
  | { readonly kind: 'not'; readonly condition: Condition }
  | {
      readonly kind: 'comparison';
      readonly comparison: ComparisonName;
      readonly variable: Operand;
      readonly expected: Operand | { readonly value: unknown };
    };

/**
 * Whether a condition holds. A comparison of unlike types does not.
 * @throws StateError States.Runtime where a compared value is missing; IsPresent alone asks for that.
 */
export function holds(condition: Condition, scope: EvaluationScope): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.conditions.every((part) => holds(part, scope));
    case 'or':
      return condition.conditions.some((part) => holds(part, scope));
    case 'not':
      return !holds(condition.condition, scope);
    case 'comparison': {
      const { comparison, variable, expected } = condition;
      const value = variable.read(scope);
      if (comparison === 'IsPresent') return (value !== NOT_FOUND) === (expected as { value: unknown }).value;
      if (value === NOT_FOUND) throw invalidPath(variable.path);
      const other = 'value' in expected ? expected.value : expected.read(scope);
      if (other === NOT_FOUND) throw invalidPath((expected as Operand).path);
      return COMPARISONS[comparison].test(value, other);
    }
  }
}

function invalidPath(path: string): Error {
  return runtimeError(`Invalid path '${path}': The choice state's condition path references an invalid value.`);
}
