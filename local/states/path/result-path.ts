import type { JsonPath, PathStep } from './json-path';

/** The place of a result does not fit the input's shape. */
export class ResultPathMismatch extends Error {
  override readonly name = 'ResultPathMismatch';
}

/**
 * The input with `value` put at a definite path; objects that lack on the way are made, neither argument is changed. For `$` it
 * is the value itself.
 * @throws ResultPathMismatch where the way leads through something that is neither object nor, for an index, a long enough list.
 */
export function putAtPath(input: unknown, path: JsonPath, value: unknown): unknown {
  return put(input, path.steps, 0, value, path.text);
}

function put(target: unknown, steps: readonly PathStep[], depth: number, value: unknown, text: string): unknown {
  const step = steps[depth];
  if (step === undefined) return value;
  if (step.kind === 'index') {
    if (!Array.isArray(target) || step.index < 0 || step.index >= target.length)
      throw mismatch(text, `[${step.index}]`);
    return target.map((item, index) => (index === step.index ? put(item, steps, depth + 1, value, text) : item));
  }
  const name = (step as { name: string }).name;
  const object = target === undefined ? {} : target;
  if (typeof object !== 'object' || object === null || Array.isArray(object)) throw mismatch(text, name);
  const present = Object.hasOwn(object, name) ? (object as Record<string, unknown>)[name] : undefined;
  const placed = put(present, steps, depth + 1, value, text);
  // defineProperty semantics of a computed key keep a member named __proto__ a plain member.
  return { ...object, [name]: placed };
}

function mismatch(path: string, step: string): ResultPathMismatch {
  return new ResultPathMismatch(`Unable to apply ReferencePath ${path}: the step '${step}' does not fit the input.`);
}
