import { LOCAL_REGION } from '../../account';
import { isObject } from '../template';
import { pointerTo, TemplateError } from '../template-error';
import { cidrBlocks } from './cidr-blocks';
import type { IntrinsicFunction } from './resolver';

export const LOOKUP_FUNCTIONS: Readonly<Record<string, IntrinsicFunction>> = {
  'Fn::FindInMap': (argument, pointer, resolver) => {
    if (!Array.isArray(argument) || argument.length < 3 || argument.length > 4) {
      throw new TemplateError(pointer, 'a map, a first key and a second key are needed here.');
    }
    const [map = '', first = '', second = ''] = argument
      .slice(0, 3)
      .map((item, index) => resolver.text(item, pointerTo(pointer, index)));
    const value = (resolver.scope.mappings[map]?.[first] as Readonly<Record<string, unknown>> | undefined)?.[second];
    if (value !== undefined) return value;
    const fallback: unknown = argument[3];
    if (isObject(fallback) && 'DefaultValue' in fallback) {
      return resolver.resolve(fallback.DefaultValue, pointerTo(pointerTo(pointer, 3), 'DefaultValue'));
    }
    throw new TemplateError(pointer, `the mapping '${map}' has no value at '${first}', '${second}'.`);
  },

  'Fn::GetAZs': (argument, pointer, resolver) => {
    const region = resolver.text(argument, pointer) || LOCAL_REGION;
    return ['a', 'b', 'c'].map((zone) => `${region}${zone}`);
  },

  'Fn::Cidr': (argument, pointer, resolver) => {
    const [block, count, bits] = Array.isArray(argument) ? argument : [];
    if (block === undefined || count === undefined)
      throw new TemplateError(pointer, 'a block and a count are needed here.');
    return cidrBlocks(
      resolver.text(block, pointerTo(pointer, 0)),
      Number(resolver.text(count, pointerTo(pointer, 1))),
      bits === undefined ? undefined : Number(resolver.text(bits, pointerTo(pointer, 2))),
      pointer,
    );
  },
};
