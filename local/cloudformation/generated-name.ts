import { createHash } from 'node:crypto';

const MAX_CHARACTERS = 63;
const HASH_CHARACTERS = 12;

const nameable = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');

/**
 * `stack-logicalid-hash`, the same at every start; at most 63 of [a-z0-9-]. Where it would be longer the stack's part gives way
 * first: the logical id is the telling one.
 * @param generation how often the resource has been replaced; each replacement has a name of its own.
 */
export function generatedName(stackName: string, logicalId: string, generation = 0): string {
  const identity = generation === 0 ? `${stackName}/${logicalId}` : `${stackName}/${logicalId}/${generation}`;
  const hash = createHash('sha256').update(identity).digest('hex').slice(0, HASH_CHARACTERS);
  const room = MAX_CHARACTERS - HASH_CHARACTERS - 2;
  const resource = nameable(logicalId).slice(0, Math.max(24, room - nameable(stackName).length));
  const stack = nameable(stackName)
    .slice(0, room - resource.length)
    .replace(/-+$/, '');
  return [stack, resource, hash].filter((part) => part !== '').join('-');
}
