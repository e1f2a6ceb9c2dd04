import fc from 'fast-check';
import { signToken, verifyToken } from '../../../core/second-look/signed-token';
import { LINK_KEYS } from '../../fixtures/link-keys';

const EXPIRES = new Date('2030-01-01T00:00:00Z');
const NOW = new Date('2029-01-01T00:00:00Z');
const fields = fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 6 });

it('gives back any fields that were signed', () => {
  fc.assert(
    fc.property(fields, (signed) => {
      const token = signToken('review', signed, EXPIRES, LINK_KEYS);

      expect(verifyToken('review', token, NOW, LINK_KEYS)).toEqual({ fields: signed });
    }),
  );
});

it('takes no token in which any one character is another', () => {
  const token = signToken('review', ['images', 'a.png', 'v1', 'id', '2026-01-01'], EXPIRES, LINK_KEYS);
  fc.assert(
    fc.property(
      fc.nat(token.length - 1),
      fc.string({ minLength: 0, maxLength: 2, unit: 'binary-ascii' }),
      (at, put) => {
        const altered = token.slice(0, at) + put + token.slice(at + 1);
        fc.pre(altered !== token);

        expect(verifyToken('review', altered, NOW, LINK_KEYS)).toHaveProperty('refused');
      },
    ),
    { numRuns: 2_000 },
  );
});
