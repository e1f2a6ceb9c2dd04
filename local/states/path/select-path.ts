import { JSONPath } from 'jsonpath-plus';
import type { JsonPath, PathStep } from './json-path';

/** What a definite path gives where the value has no such place. */
export const NOT_FOUND: unique symbol = Symbol('not found');

/**
 * The value at a path. A definite path gives the value itself or NOT_FOUND; any other path gives the list of all values it
 * selects, which may be empty, as on AWS.
 */
export function selectPath(path: JsonPath, root: unknown): unknown {
  if (!path.definite) return path.steps.reduce<unknown[]>(expand, [root]);
  let value = root;
  for (const step of path.steps) {
    value = step.kind === 'child' ? child(value, step.name) : element(value, (step as { index: number }).index);
    if (value === NOT_FOUND) return NOT_FOUND;
  }
  return value;
}

function child(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, name))
    return NOT_FOUND;
  return (value as Record<string, unknown>)[name];
}

function element(value: unknown, index: number): unknown {
  if (!Array.isArray(value)) return NOT_FOUND;
  const at = index < 0 ? value.length + index : index;
  return at >= 0 && at < value.length ? value[at] : NOT_FOUND;
}

function expand(values: unknown[], step: PathStep): unknown[] {
  return values.flatMap((value) => stepValues(value, step)).filter((value) => value !== NOT_FOUND);
}

function stepValues(value: unknown, step: PathStep): unknown[] {
  switch (step.kind) {
    case 'child':
      return [child(value, step.name)];
    case 'index':
      return [element(value, step.index)];
    case 'wildcard':
      return children(value);
    case 'union':
      return step.keys.map((key) => (typeof key === 'number' ? element(value, key) : child(value, key)));
    case 'slice':
      return Array.isArray(value)
        ? value.slice(step.start ?? 0, step.end).filter((_, position) => position % step.step === 0)
        : [];
    case 'descendants':
      return descendants(value);
    case 'filter':
      return filtered(value, step.condition);
  }
}

function children(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : [];
}

function descendants(value: unknown): unknown[] {
  return [value, ...children(value).flatMap(descendants)];
}

/** Conditions are left to jsonpath-plus, whose safe evaluation knows no functions and no globals. */
function filtered(value: unknown, condition: string): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return JSONPath({ path: `$[?${condition}]`, json: value as object, eval: 'safe', wrap: true }) as unknown[];
}
