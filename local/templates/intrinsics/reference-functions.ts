import { TemplateError } from '../template-error';
import { describe, type IntrinsicFunction, type IntrinsicResolver } from './resolver';
import { NO_VALUE } from './scope';

/** `Ref`: a parameter, a pseudo parameter, or a resource's physical id. */
export function reference(name: string, pointer: string, { scope }: IntrinsicResolver): unknown {
  if (name === 'AWS::NoValue') return NO_VALUE;
  if (Object.hasOwn(scope.pseudoParameters, name)) return scope.pseudoParameters[name];
  if (Object.hasOwn(scope.parameters, name)) return scope.parameters[name];
  const resource = scope.resource(name);
  if (resource !== undefined) return resource.physicalId;
  throw new TemplateError(pointer, `there is no parameter or resource '${name}' (or its condition is false).`);
}

/** `Fn::GetAtt`: an attribute of a resource. */
export function attribute(logicalId: string, name: string, pointer: string, { scope }: IntrinsicResolver): unknown {
  const resource = scope.resource(logicalId);
  if (resource === undefined)
    throw new TemplateError(pointer, `there is no resource '${logicalId}' (or its condition is false).`);
  const value = resource.attributes[name];
  if (value !== undefined) return value;
  const known = Object.keys(resource.attributes).sort().join(', ') || 'none';
  throw new TemplateError(
    pointer,
    `the ${resource.type} '${logicalId}' has no attribute '${name}' on the laptop. It has: ${known}.`,
  );
}

export const REFERENCE_FUNCTIONS: Readonly<Record<string, IntrinsicFunction>> = {
  Ref: (argument, pointer, resolver) => {
    if (typeof argument !== 'string')
      throw new TemplateError(pointer, `a name is needed here, not ${describe(argument)}.`);
    return reference(argument, pointer, resolver);
  },

  'Fn::GetAtt': (argument, pointer, resolver) => {
    const [logicalId, ...rest] =
      typeof argument === 'string' ? splitAtDot(argument) : Array.isArray(argument) ? argument : [];
    if (typeof logicalId !== 'string' || rest.length !== 1) {
      throw new TemplateError(pointer, 'a resource and one attribute are needed here.');
    }
    return attribute(logicalId, resolver.text(rest[0], pointer), pointer, resolver);
  },

  'Fn::ImportValue': (argument, pointer, resolver) => {
    const name = resolver.text(argument, pointer);
    const value = resolver.scope.exported(name);
    if (value === undefined) throw new TemplateError(pointer, `no stack exports '${name}'.`);
    return value;
  },
};

/** `Queue.Arn`: an attribute may hold dots of its own (`Endpoint.Address`). */
export function splitAtDot(text: string): string[] {
  const dot = text.indexOf('.');
  return dot < 0 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}
