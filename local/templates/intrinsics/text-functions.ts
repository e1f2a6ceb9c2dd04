import { isObject } from '../template';
import { pointerTo, TemplateError } from '../template-error';
import { attribute, reference, splitAtDot } from './reference-functions';
import { describe, type IntrinsicFunction, type IntrinsicResolver } from './resolver';

/** `${Name}`, `${Name.Attribute}`, `${AWS::Region}`; `${!Name}` stands for `${Name}` itself. */
export const SUBSTITUTION = /\$\{(!?)([^}]*)\}/g;

function substitute(argument: unknown, pointer: string, resolver: IntrinsicResolver): string {
  const [template, variables] = Array.isArray(argument) ? argument : [argument, {}];
  if (typeof template !== 'string' || !isObject(variables)) {
    throw new TemplateError(pointer, 'a string, or a string and an object of variables, is needed here.');
  }
  return template.replace(SUBSTITUTION, (_, bang: string, inside: string) => {
    if (bang !== '') return `\${${inside}}`;
    const name = inside.trim();
    if (Object.hasOwn(variables, name)) return resolver.text(variables[name], pointerTo(pointerTo(pointer, 1), name));
    const [logicalId = '', attributeName] = splitAtDot(name);
    const value =
      attributeName === undefined
        ? reference(logicalId, pointer, resolver)
        : attribute(logicalId, attributeName, pointer, resolver);
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
    throw new TemplateError(pointer, `\${${name}} is ${describe(value)}, which cannot be put into a string.`);
  });
}

function pair(argument: unknown, pointer: string): readonly [unknown, unknown] {
  if (Array.isArray(argument) && argument.length === 2) return [argument[0], argument[1]];
  throw new TemplateError(pointer, 'a list of two is needed here.');
}

export const TEXT_FUNCTIONS: Readonly<Record<string, IntrinsicFunction>> = {
  'Fn::Sub': substitute,

  'Fn::Join': (argument, pointer, resolver) => {
    const [delimiter, items] = pair(argument, pointer);
    if (typeof delimiter !== 'string') throw new TemplateError(pointer, 'the delimiter must be a string.');
    const at = pointerTo(pointer, 1);
    return resolver
      .list(items, at)
      .map((item, index) => resolver.text(item, pointerTo(at, index)))
      .join(delimiter);
  },

  'Fn::Split': (argument, pointer, resolver) => {
    const [delimiter, text] = pair(argument, pointer);
    if (typeof delimiter !== 'string' || delimiter === '') {
      throw new TemplateError(pointer, 'the delimiter must be a string that is not empty.');
    }
    return resolver.text(text, pointerTo(pointer, 1)).split(delimiter);
  },

  'Fn::Select': (argument, pointer, resolver) => {
    const [index, items] = pair(argument, pointer);
    const list = resolver.list(items, pointerTo(pointer, 1));
    const position = Number(resolver.text(index, pointerTo(pointer, 0)));
    if (!Number.isInteger(position) || position < 0 || position >= list.length) {
      throw new TemplateError(pointer, `there is no item ${position} in a list of ${list.length}.`);
    }
    return list[position];
  },

  'Fn::Base64': (argument, pointer, resolver) =>
    Buffer.from(resolver.text(argument, pointer), 'utf8').toString('base64'),
};
