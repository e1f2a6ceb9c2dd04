import type { JsonObject } from '../protocol/operations';
import { pointerTo, TemplateError } from './template-error';

export type RetentionPolicy = 'Delete' | 'Retain' | 'RetainExceptOnCreate' | 'Snapshot';

/** One resource as the template declares it, its intrinsic functions not resolved. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: JsonObject;
  readonly DependsOn?: string | readonly string[];
  readonly Condition?: string;
  readonly DeletionPolicy?: RetentionPolicy;
  readonly UpdateReplacePolicy?: RetentionPolicy;
}

export interface TemplateParameter {
  readonly Type: string;
  readonly Default?: unknown;
  readonly Description?: string;
  readonly NoEcho?: boolean | string;
  readonly AllowedValues?: readonly unknown[];
  readonly AllowedPattern?: string;
  readonly ConstraintDescription?: string;
  readonly MinLength?: number | string;
  readonly MaxLength?: number | string;
  readonly MinValue?: number | string;
  readonly MaxValue?: number | string;
}

export interface TemplateOutput {
  readonly Value: unknown;
  readonly Description?: string;
  readonly Condition?: string;
  readonly Export?: { readonly Name: unknown };
}

/** A template whose shape has been checked; what its intrinsic functions say has not. */
export interface Template {
  readonly Description?: string;
  readonly Parameters: Readonly<Record<string, TemplateParameter>>;
  readonly Mappings: Readonly<Record<string, JsonObject>>;
  readonly Conditions: JsonObject;
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs: Readonly<Record<string, TemplateOutput>>;
}

const SECTIONS: ReadonlySet<string> = new Set([
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Mappings',
  'Conditions',
  'Rules',
  'Resources',
  'Outputs',
]);

/** `UpdatePolicy` paces an update over instances that the laptop does not have; `Metadata` is for tools. */
const RESOURCE_MEMBERS: ReadonlySet<string> = new Set([
  'Type',
  'Properties',
  'DependsOn',
  'Condition',
  'DeletionPolicy',
  'UpdateReplacePolicy',
  'UpdatePolicy',
  'Metadata',
]);

/** The one rule that every CDK template has: it compares the bootstrap version, which the laptop answers itself. */
const KNOWN_RULES: ReadonlySet<string> = new Set(['CheckBootstrapVersion']);

/**
 * Reads a template in JSON.
 * @throws TemplateError for a section, rule or resource member that the laptop would have to ignore.
 */
export function parseTemplate(body: string): Template {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch (error) {
    throw new TemplateError('', `the template is not JSON: ${(error as Error).message}`);
  }
  if (!isObject(json)) throw new TemplateError('', 'a template must be a JSON object.');
  for (const section of Object.keys(json)) {
    if (!SECTIONS.has(section))
      throw new TemplateError(pointerTo('', section), 'the laptop does not have this section.');
  }
  for (const rule of Object.keys(section(json, 'Rules'))) {
    if (!KNOWN_RULES.has(rule)) throw new TemplateError(`/Rules/${rule}`, 'the laptop does not evaluate rules.');
  }
  const resources = section(json, 'Resources');
  if (Object.keys(resources).length === 0) throw new TemplateError('/Resources', 'at least one resource is needed.');
  for (const [logicalId, resource] of Object.entries(resources)) checkResource(logicalId, resource);
  return {
    Description: json.Description as string | undefined,
    Parameters: section(json, 'Parameters') as Template['Parameters'],
    Mappings: section(json, 'Mappings') as Template['Mappings'],
    Conditions: section(json, 'Conditions'),
    Resources: resources as unknown as Template['Resources'],
    Outputs: section(json, 'Outputs') as unknown as Template['Outputs'],
  };
}

function section(json: JsonObject, name: string): JsonObject {
  const value = json[name] ?? {};
  if (!isObject(value)) throw new TemplateError(`/${name}`, 'this section must be an object.');
  return value;
}

function checkResource(logicalId: string, resource: unknown): void {
  const pointer = pointerTo('/Resources', logicalId);
  if (!/^[A-Za-z0-9]{1,255}$/.test(logicalId)) throw new TemplateError(pointer, 'a logical id must be alphanumeric.');
  if (!isObject(resource) || typeof resource.Type !== 'string') {
    throw new TemplateError(pointer, 'a resource must be an object with a Type.');
  }
  const unknown = Object.keys(resource).find((member) => !RESOURCE_MEMBERS.has(member));
  if (unknown !== undefined)
    throw new TemplateError(pointerTo(pointer, unknown), 'the laptop does not have this member.');
  if (resource.Properties !== undefined && !isObject(resource.Properties)) {
    throw new TemplateError(pointerTo(pointer, 'Properties'), 'properties must be an object.');
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
