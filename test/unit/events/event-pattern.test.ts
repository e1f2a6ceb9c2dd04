import { checkPattern, matchesPattern } from '../../../local/events/event-pattern';

const EVENT = {
  source: 'second-look.dev',
  'detail-type': 'ImageAccepted',
  detail: { bucket: { name: 'images' }, key: 'incoming/A.png', confidence: 0.97, tags: ['a', 'b'], empty: null },
};

it.each([
  ['an exact value', { source: ['second-look.dev'] }, true],
  ['another value', { source: ['other'] }, false],
  ['one of several', { source: ['other', 'second-look.dev'] }, true],
  ['every field', { source: ['second-look.dev'], 'detail-type': ['Other'] }, false],
  ['a nested field', { detail: { bucket: { name: ['images'] } } }, true],
  ['a prefix', { detail: { key: [{ prefix: 'incoming/' }] } }, true],
  ['a suffix', { detail: { key: [{ suffix: '.jpg' }] } }, false],
  ['a wildcard', { detail: { key: [{ wildcard: '*/*.png' }] } }, true],
  ['a wildcard whose dot is a dot', { detail: { key: [{ wildcard: '*/A?png' }] } }, false],
  ['case ignored', { detail: { key: [{ 'equals-ignore-case': 'INCOMING/a.PNG' }] } }, true],
  ['a number within bounds', { detail: { confidence: [{ numeric: ['>', 0.9, '<=', 0.97] }] } }, true],
  ['a number out of bounds', { detail: { confidence: [{ numeric: ['<', 0.9] }] } }, false],
  ['a member of a list', { detail: { tags: ['b'] } }, true],
  ['anything but', { source: [{ 'anything-but': ['other'] }] }, true],
  ['anything but what it is', { source: [{ 'anything-but': { prefix: 'second' } }] }, false],
  ['a field that exists', { detail: { key: [{ exists: true }] } }, true],
  ['a field that must be absent', { detail: { missing: [{ exists: false }] } }, true],
  ['null', { detail: { empty: [null] } }, true],
  ['one branch of $or', { $or: [{ source: ['x'] }, { 'detail-type': ['ImageAccepted'] }] }, true],
])('matches %s', (_what, pattern, expected) => {
  expect(matchesPattern(pattern, EVENT)).toBe(expected);
});

it.each([[{ source: [{ cidr: '10.0.0.0/8' }] }], [{ source: 'text' }], [{ detail: { n: [{ numeric: ['~', 1] }] } }]])(
  'refuses %j, which it does not know',
  (pattern) => {
    expect(() => checkPattern(pattern as never)).toThrow(/not valid or not known/);
  },
);
