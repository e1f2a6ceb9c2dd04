import { splitAtDot } from './intrinsics/reference-functions';
import { SUBSTITUTION } from './intrinsics/text-functions';
import { isObject, type TemplateResource } from './template';

/** The names that a resource refers to by `Ref`, `Fn::GetAtt`, `Fn::Sub` and `DependsOn`: resources, parameters, pseudo parameters. */
export function referencesOf(resource: TemplateResource): ReadonlySet<string> {
  const names = new Set<string>([resource.DependsOn ?? []].flat());
  collect(resource.Properties, names);
  return names;
}

function collect(value: unknown, names: Set<string>): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, names);
    return;
  }
  if (!isObject(value)) return;
  for (const [name, member] of Object.entries(value)) {
    if (name === 'Ref' && typeof member === 'string') names.add(member);
    else if (name === 'Fn::GetAtt') names.add(attributeOwner(member));
    else if (name === 'Fn::Sub') collectSubstitutions(member, names);
    collect(member, names);
  }
}

function attributeOwner(argument: unknown): string {
  if (typeof argument === 'string') return splitAtDot(argument)[0] as string;
  return Array.isArray(argument) ? String(argument[0]) : '';
}

function collectSubstitutions(argument: unknown, names: Set<string>): void {
  const [template, variables] = Array.isArray(argument) ? argument : [argument, {}];
  if (typeof template !== 'string') return;
  for (const [, bang, inside = ''] of template.matchAll(SUBSTITUTION)) {
    const name = splitAtDot(inside.trim())[0] as string;
    if (bang === '' && !(isObject(variables) && Object.hasOwn(variables, inside.trim()))) names.add(name);
  }
}
