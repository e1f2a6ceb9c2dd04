import { createHash } from 'node:crypto';

const MAX_CHARACTERS = 63;
const HASH_CHARACTERS = 12;
/** The logical id tells more than the stack's name. */
const MIN_LOGICAL_ID_CHARACTERS = 24;

const nameable = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');

/**
 * `stack-logicalid-hash`, the same at every start; at most 63 of [a-z0-9-]. Where it would be longer both parts are cut, the
 * logical id to no fewer than 24 characters.
 * @param generation how often the resource has been replaced; each replacement has a name of its own.
 */
export function generatedName(stackName: string, logicalId: string, generation = 0): string {
  const identity = generation === 0 ? `${stackName}/${logicalId}` : `${stackName}/${logicalId}/${generation}`;
  const hash = createHash('sha256').update(identity).digest('hex').slice(0, HASH_CHARACTERS);
  const room = MAX_CHARACTERS - HASH_CHARACTERS - 2;
  const resource = nameable(logicalId).slice(0, Math.max(MIN_LOGICAL_ID_CHARACTERS, room - nameable(stackName).length));
  const stack = nameable(stackName)
    .slice(0, room - resource.length)
    .replace(/-+$/, '');
  return [stack, resource, hash].filter((part) => part !== '').join('-');
}
