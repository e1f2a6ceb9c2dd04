import { AwsError } from './aws-error';
import type { JsonObject } from './operations';

interface Node {
  value?: string;
  readonly children: Map<string, Node>;
}

const newNode = (): Node => ({ children: new Map() });

/**
 * The members of a query-protocol request: `Tags.member.1.Key=a` becomes `{ Tags: [{ Key: 'a' }] }`, and
 * `Attributes.entry.1.key=a&Attributes.entry.1.value=b` (or `Name`, `Value`) becomes `{ Attributes: { a: 'b' } }`. Every leaf is a
 * string, numbers and booleans too: the protocol does not say which is which. An empty list (`Tags=`) arrives as an empty string.
 * @throws AwsError `MalformedQueryString` where a member is both a value and a structure.
 */
export function parseQueryParameters(parameters: URLSearchParams): JsonObject {
  const root = newNode();
  for (const [name, value] of parameters) {
    let node = root;
    for (const part of name.split('.')) {
      const child = node.children.get(part) ?? newNode();
      node.children.set(part, child);
      node = child;
    }
    node.value = value;
  }
  return members(root, '');
}

function members(node: Node, path: string): JsonObject {
  // Without a prototype a member may be called `__proto__` and still be only a member.
  const object = Object.create(null) as Record<string, unknown>;
  for (const [name, child] of node.children) object[name] = nodeValue(child, path === '' ? name : `${path}.${name}`);
  return object;
}

function nodeValue(node: Node, path: string): unknown {
  if (node.children.size === 0) return node.value ?? '';
  if (node.value !== undefined && node.value !== '') {
    throw new AwsError('MalformedQueryString', `The parameter ${path} is both a value and a structure.`);
  }
  const [only] = node.children.size === 1 ? [...node.children] : [];
  if (only !== undefined && (only[0] === 'member' || only[0] === 'entry')) {
    const items = numbered(only[1], path);
    return only[0] === 'member' ? items : mapOf(items, path);
  }
  return members(node, path);
}

/** The items of a list in the order of their numbers, which may have gaps. */
function numbered(node: Node, path: string): unknown[] {
  return [...node.children]
    .map(([index, child]): [number, unknown] => {
      if (!/^[1-9]\d*$/.test(index))
        throw new AwsError('MalformedQueryString', `${path} has the list index '${index}'.`);
      return [Number(index), nodeValue(child, `${path}.${index}`)];
    })
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);
}

function mapOf(items: readonly unknown[], path: string): JsonObject {
  const object = Object.create(null) as Record<string, unknown>;
  for (const item of items) {
    const entry = item as Readonly<Record<string, unknown>>;
    const key = entry.key ?? entry.Name;
    if (typeof key !== 'string') throw new AwsError('MalformedQueryString', `An entry of ${path} has no key.`);
    object[key] = entry.value ?? entry.Value ?? '';
  }
  return object;
}
