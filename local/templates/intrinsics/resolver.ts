import type { JsonObject } from '../../protocol/operations';
import { isObject } from '../template';
import { pointerTo, TemplateError } from '../template-error';
import { CONDITION_FUNCTIONS } from './condition-functions';
import { LOOKUP_FUNCTIONS } from './lookup-functions';
import { REFERENCE_FUNCTIONS } from './reference-functions';
import { NO_VALUE, type Scope } from './scope';
import { TEXT_FUNCTIONS } from './text-functions';

/** One intrinsic function. Its argument is unresolved: some functions resolve only part of it. */
export type IntrinsicFunction = (argument: unknown, pointer: string, resolver: IntrinsicResolver) => unknown;

const FUNCTIONS: Readonly<Record<string, IntrinsicFunction>> = {
  ...REFERENCE_FUNCTIONS,
  ...TEXT_FUNCTIONS,
  ...LOOKUP_FUNCTIONS,
  ...CONDITION_FUNCTIONS,
};

/** Replaces the intrinsic functions of a template by what they stand for. */
export class IntrinsicResolver {
  private readonly conditions = new Map<string, boolean | 'being evaluated'>();

  constructor(readonly scope: Scope) {}

  /**
   * Resolves a value and everything in it; what is `AWS::NoValue` vanishes from objects and lists.
   * @throws TemplateError that points at the function: one that is unknown, or that leads nowhere.
   */
  resolve(value: unknown, pointer: string): unknown {
    if (Array.isArray(value)) {
      return value
        .map((item, index) => this.resolve(item, pointerTo(pointer, index)))
        .filter((item) => item !== NO_VALUE);
    }
    if (!isObject(value)) return value;
    const call = intrinsicCall(value, pointer);
    if (call !== undefined) return call.apply(call.argument, pointerTo(pointer, call.name), this);
    const resolved: Record<string, unknown> = {};
    for (const [name, member] of Object.entries(value)) {
      const item = this.resolve(member, pointerTo(pointer, name));
      if (item !== NO_VALUE) resolved[name] = item;
    }
    return resolved;
  }

  /** @throws TemplateError where the value is not one string (numbers and booleans are written as text). */
  text(value: unknown, pointer: string): string {
    const resolved = this.resolve(value, pointer);
    if (typeof resolved === 'string' || typeof resolved === 'number' || typeof resolved === 'boolean') {
      return String(resolved);
    }
    throw new TemplateError(pointer, `a string is needed here, not ${describe(resolved)}.`);
  }

  /** @throws TemplateError where the value is not a list. */
  list(value: unknown, pointer: string): readonly unknown[] {
    const resolved = this.resolve(value, pointer);
    if (Array.isArray(resolved)) return resolved;
    throw new TemplateError(pointer, `a list is needed here, not ${describe(resolved)}.`);
  }

  /**
   * A named condition of the template, evaluated once.
   * @throws TemplateError for one that is not there, or that refers to itself.
   */
  condition(name: string, pointer: string): boolean {
    const known = this.conditions.get(name);
    if (known === 'being evaluated') throw new TemplateError(pointer, `the condition '${name}' refers to itself.`);
    if (known !== undefined) return known;
    if (!Object.hasOwn(this.scope.conditions, name))
      throw new TemplateError(pointer, `there is no condition '${name}'.`);
    this.conditions.set(name, 'being evaluated');
    const value = this.test(this.scope.conditions[name], pointerTo('/Conditions', name));
    this.conditions.set(name, value);
    return value;
  }

  /** A condition written in place: `Fn::Equals` and its kin, or `{"Condition": name}`. */
  test(value: unknown, pointer: string): boolean {
    if (isObject(value) && Object.keys(value).length === 1 && typeof value.Condition === 'string') {
      return this.condition(value.Condition, pointer);
    }
    const resolved = this.resolve(value, pointer);
    if (typeof resolved === 'boolean') return resolved;
    throw new TemplateError(pointer, `a condition is needed here, not ${describe(resolved)}.`);
  }
}

/** The function that an object calls; undefined for a plain object. */
function intrinsicCall(
  value: JsonObject,
  pointer: string,
): { readonly name: string; readonly argument: unknown; readonly apply: IntrinsicFunction } | undefined {
  const names = Object.keys(value);
  const name = names.find((candidate) => candidate.startsWith('Fn::')) ?? (names.length === 1 ? names[0] : undefined);
  if (name === undefined || !(name === 'Ref' || name.startsWith('Fn::'))) return undefined;
  if (names.length > 1) throw new TemplateError(pointer, `${name} must be alone in its object.`);
  const apply = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (apply === undefined) {
    throw new TemplateError(pointerTo(pointer, name), `the laptop does not have the intrinsic function ${name}.`);
  }
  return { name, argument: value[name], apply };
}

export function describe(value: unknown): string {
  return value === NO_VALUE ? 'AWS::NoValue' : (JSON.stringify(value) ?? String(value));
}
