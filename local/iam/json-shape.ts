import { MalformedPolicy } from './malformed-policy';

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * An element that may be one string or a list of them.
 * @throws MalformedPolicy for anything else, and for an empty list.
 */
export function stringList(value: unknown, where: string): readonly string[] {
  const list = Array.isArray(value) ? value : [value];
  if (list.length === 0) throw new MalformedPolicy(where, 'the list is empty.');
  for (const item of list) {
    if (typeof item !== 'string') throw new MalformedPolicy(where, `expected a string, found ${JSON.stringify(item)}.`);
  }
  return list as readonly string[];
}
