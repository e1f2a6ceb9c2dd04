import { rotateLinkKeys } from '../../../core/second-look/link-keys';
import { listLink, reviewLink, verifyReviewToken } from '../../../core/second-look/review-link';
import { signToken, verifyToken } from '../../../core/second-look/signed-token';
import { LINK_KEYS } from '../../fixtures/link-keys';

const SUBJECT = {
  bucket: 'images',
  key: 'incoming/ü ö?&#.png',
  versionId: 'v.1/+=',
  reviewId: 'a'.repeat(32),
  openedAt: new Date('2026-11-26T20:59:59.123Z'),
};
const EXPIRES = new Date('2026-12-10T00:00:00Z');
const BEFORE = new Date('2026-12-09T23:59:59Z');
const tokenOf = (link: string): string => new URL(link).searchParams.get('t') ?? '';

it('carries what it is about, until it expires', () => {
  const link = reviewLink('https://look.test', SUBJECT, EXPIRES, LINK_KEYS);

  expect(verifyReviewToken(tokenOf(link), BEFORE, LINK_KEYS)).toEqual({ subject: SUBJECT });
  expect(verifyReviewToken(tokenOf(link), EXPIRES, LINK_KEYS)).toEqual({ subject: SUBJECT });
  expect(verifyReviewToken(tokenOf(link), new Date('2026-12-10T00:00:00.001Z'), LINK_KEYS)).toEqual({
    refused: 'expired',
  });
});

it('needs no escaping in an address, and stays beneath a base path', () => {
  const link = reviewLink('https://look.test/stage/', SUBJECT, EXPIRES, LINK_KEYS);

  expect(link).toMatch(/^https:\/\/look\.test\/stage\/second-look\?t=[\w.-]+$/);
  expect(listLink('https://look.test', EXPIRES, LINK_KEYS)).toMatch(/^https:\/\/look\.test\/review\?t=[\w.-]+$/);
});

it('is still good after the key was rotated, and names the key that it needs', () => {
  const link = reviewLink('https://look.test', SUBJECT, EXPIRES, LINK_KEYS);
  const rotated = rotateLinkKeys(LINK_KEYS, { id: 'newest', secret: 'z'.repeat(64) }, BEFORE, 1_000_000);

  expect(verifyReviewToken(tokenOf(link), BEFORE, rotated)).toEqual({ subject: SUBJECT });
  expect(verifyReviewToken(tokenOf(link), BEFORE, [{ id: 'newest', secret: 'z'.repeat(64) }])).toEqual({
    refused: 'unknown-key',
  });
});

it('is good for its own kind only', () => {
  const list = tokenOf(listLink('https://look.test', EXPIRES, LINK_KEYS));

  expect(verifyReviewToken(list, BEFORE, LINK_KEYS)).toEqual({ refused: 'forged' });
  expect(verifyToken('form', list, BEFORE, LINK_KEYS)).toEqual({ refused: 'forged' });
});

it.each([[''], ['...'], ['a.b.c'], ['x'.repeat(20_000)], [`${'x'.repeat(11_000)}.new.${'y'.repeat(43)}`]])(
  'calls %.20j malformed',
  (token) => {
    expect(verifyToken('review', token, BEFORE, LINK_KEYS)).toEqual({ refused: 'malformed' });
  },
);

it('does not take a key for another under the same secret', () => {
  const [{ secret }] = LINK_KEYS;
  const token = signToken('list', [], EXPIRES, [{ id: 'other', secret }]).replace('.other.', '.new.');

  expect(verifyToken('list', token, BEFORE, LINK_KEYS)).toEqual({ refused: 'forged' });
});
