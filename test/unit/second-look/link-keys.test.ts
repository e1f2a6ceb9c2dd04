import { formatLinkKeys, type LinkKeys, parseLinkKeys, rotateLinkKeys } from '../../../core/second-look/link-keys';
import { LINK_KEYS } from '../../fixtures/link-keys';

const DAY_SECONDS = 86_400;
const NOW = new Date('2026-11-26T12:00:00.000Z');
const key = (id: string) => ({ id, secret: id.repeat(64).slice(0, 64) });

it('reads what it wrote', () => {
  expect(parseLinkKeys(formatLinkKeys(LINK_KEYS))).toEqual(LINK_KEYS);
});

it('takes the one key that Secrets Manager made before any rotation', () => {
  expect(parseLinkKeys(JSON.stringify(key('first')))).toEqual([key('first')]);
});

it.each([
  ['not json'],
  ['{}'],
  ['{"keys":[]}'],
  [`{"id":"a.b","secret":"${'s'.repeat(64)}"}`],
  ['{"id":"a","secret":"short-s3cr3t"}'],
])('refuses %s without quoting it', (secret) => {
  const refused = (): unknown => parseLinkKeys(secret);

  expect(refused).toThrow(expect.objectContaining({ name: 'LinkKeysInvalid' }));
  expect(refused).not.toThrow(/short-s3cr3t|not json/);
});

it('keeps the key before as long as a link of it may live, however often it is rotated', () => {
  const hours = (count: number): Date => new Date(NOW.getTime() + count * 3_600_000);

  let keys: LinkKeys = [key('k0')];
  for (let round = 1; round <= 3; round += 1) keys = rotateLinkKeys(keys, key(`k${round}`), hours(round), DAY_SECONDS);

  expect(keys.map(({ id }) => id)).toEqual(['k3', 'k2', 'k1', 'k0']);
  expect(rotateLinkKeys(keys, key('k4'), hours(25.5), DAY_SECONDS).map(({ id }) => id)).toEqual([
    'k4',
    'k3',
    'k2',
    'k1',
  ]);
});

it('makes the same of a rotation that is tried again', () => {
  const once = rotateLinkKeys([key('k0')], key('k1'), NOW, DAY_SECONDS);

  const again = rotateLinkKeys(once, key('k1'), NOW, DAY_SECONDS);

  expect(again.map(({ id }) => id)).toEqual(['k1', 'k0']);
});
