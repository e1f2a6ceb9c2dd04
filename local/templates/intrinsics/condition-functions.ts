import { isDeepStrictEqual } from 'node:util';
import { pointerTo, TemplateError } from '../template-error';
import type { IntrinsicFunction } from './resolver';

function items(argument: unknown, pointer: string, least: number, most: number): readonly unknown[] {
  if (Array.isArray(argument) && argument.length >= least && argument.length <= most) return argument;
  const count = least === most ? String(least) : `${least} to ${most}`;
  throw new TemplateError(pointer, `a list of ${count} is needed here.`);
}

/** CloudFormation compares as text: `true` equals `"true"`. */
const comparable = (value: unknown): unknown =>
  typeof value === 'boolean' || typeof value === 'number' ? String(value) : value;

export const CONDITION_FUNCTIONS: Readonly<Record<string, IntrinsicFunction>> = {
  'Fn::Equals': (argument, pointer, resolver) => {
    const [left, right] = items(argument, pointer, 2, 2).map((item, index) =>
      comparable(resolver.resolve(item, pointerTo(pointer, index))),
    );
    return isDeepStrictEqual(left, right);
  },

  'Fn::And': (argument, pointer, resolver) =>
    items(argument, pointer, 2, 10)
      .map((item, index) => resolver.test(item, pointerTo(pointer, index)))
      .every(Boolean),

  'Fn::Or': (argument, pointer, resolver) =>
    items(argument, pointer, 2, 10)
      .map((item, index) => resolver.test(item, pointerTo(pointer, index)))
      .some(Boolean),

  'Fn::Not': (argument, pointer, resolver) => {
    const [item] = items(argument, pointer, 1, 1);
    return !resolver.test(item, pointerTo(pointer, 0));
  },

  'Fn::If': (argument, pointer, resolver) => {
    const [name, whenTrue, whenFalse] = items(argument, pointer, 3, 3);
    if (typeof name !== 'string') throw new TemplateError(pointer, 'the first item must be the name of a condition.');
    return resolver.condition(name, pointer)
      ? resolver.resolve(whenTrue, pointerTo(pointer, 1))
      : resolver.resolve(whenFalse, pointerTo(pointer, 2));
  },
};
