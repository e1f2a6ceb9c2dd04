import fc from 'fast-check';
import { compileWildcard } from '../../../local/iam/wildcard';

const letters = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 12 });

describe('compileWildcard', () => {
  it('agrees with a regular expression on every pattern', () => {
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*', '?'), maxLength: 8 });
    fc.assert(
      fc.property(pattern, letters, (text, candidate) => {
        const regex = new RegExp(`^${text.replaceAll('?', '[^]').replaceAll('*', '[^]*')}$`);
        expect(compileWildcard(text)(candidate)).toBe(regex.test(candidate));
      }),
      { numRuns: 2000 },
    );
  });

  it('matches a text out of which any parts were replaced by stars', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(letters, fc.boolean()), { maxLength: 6 }), (parts) => {
        const pattern = parts.map(([part, star]) => (star ? '*' : part)).join('');
        expect(compileWildcard(pattern)(parts.map(([part]) => part).join(''))).toBe(true);
      }),
    );
  });

  it('takes the characters of regular expressions literally', () => {
    expect(compileWildcard('a.[b]+*')('a.[b]+c')).toBe(true);
    expect(compileWildcard('a.[b]+*')('axbb')).toBe(false);
  });
});
