import type { z } from 'zod';
import { AwsError } from '../../protocol/aws-error';
import type { JsonObject } from '../../protocol/operations';

export const validationException = (message: string): AwsError => new AwsError('ValidationException', message);

type Issue = z.core.$ZodIssue;

/**
 * Parses a request by its schema. Members that the schema does not have would change what happens, so they are refused by
 * name instead of ignored.
 * @throws AwsError `ValidationException` in the words that AWS uses for a violated constraint.
 */
export function parseRequest<Schema extends z.ZodType>(schema: Schema, input: JsonObject): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  const unknown = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key].map(String).join('.')) : [],
  );
  if (unknown.length > 0) {
    const which = unknown.join(', ');
    throw validationException(`The laptop's SageMaker does not support the parameter ${which}. Leave it out.`);
  }
  const custom = issues.find(({ code }) => code === 'custom');
  if (custom !== undefined) throw validationException(custom.message);
  const count = `${issues.length} validation error${issues.length === 1 ? '' : 's'} detected: `;
  throw validationException(count + issues.map((issue) => violation(issue, input)).join('; '));
}

function violation(issue: Issue, input: JsonObject): string {
  const value = issue.path.reduce<unknown>((at, key) => (at as JsonObject | undefined)?.[String(key)], input);
  const shown = typeof value === 'object' ? JSON.stringify(value) : String(value ?? 'null');
  return `Value '${shown}' at '${memberPath(issue.path)}' failed to satisfy constraint: ${constraint(issue, value)}`;
}

/** AWS writes members in camel case and list items from 1: `inputDataConfig.1.member.channelName`. */
function memberPath(path: Issue['path']): string {
  return path
    .map((key) => (typeof key === 'number' ? `${key + 1}.member` : String(key).replace(/^./, (c) => c.toLowerCase())))
    .join('.');
}

function constraint(issue: Issue, value: unknown): string {
  if (value === undefined || value === null) return 'Member must not be null';
  switch (issue.code) {
    case 'too_small':
      return `Member must have ${measure(issue.origin)} greater than or equal to ${issue.minimum}`;
    case 'too_big':
      return `Member must have ${measure(issue.origin)} less than or equal to ${issue.maximum}`;
    case 'invalid_format':
      return `Member must satisfy regular expression pattern: ${patternText(issue.pattern)}`;
    case 'invalid_value':
      return `Member must satisfy enum value set: [${issue.values.map(String).join(', ')}]`;
    default:
      return issue.message;
  }
}

const measure = (origin: string): string => (origin === 'string' || origin === 'array' ? 'length' : 'value');

const patternText = (pattern: string | undefined): string => (pattern ?? '').replace(/^\/|\/[a-z]*$/g, '');
