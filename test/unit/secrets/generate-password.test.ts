import fc from 'fast-check';
import { generatePassword } from '../../../local/secrets/generate-password';

it('has the length asked for and a character of each included type', () => {
  fc.assert(
    fc.property(fc.integer({ min: 4, max: 64 }), (PasswordLength) => {
      const password = generatePassword({ PasswordLength });

      expect(password).toHaveLength(PasswordLength);
      for (const type of [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/]) expect(password).toMatch(type);
    }),
  );
});

it('has none of the excluded characters and types', () => {
  const options = {
    ExcludePunctuation: true,
    ExcludeUppercase: 'true',
    ExcludeCharacters: 'aeiou0',
    PasswordLength: 500,
  };

  expect(generatePassword(options)).toMatch(/^[b-df-hj-np-tv-z1-9]{500}$/);
});

it('asks for one of each type only where that is wanted', () => {
  expect(generatePassword({ PasswordLength: 2, RequireEachIncludedType: false })).toHaveLength(2);
  expect(() => generatePassword({ PasswordLength: 2 })).toThrow(/cannot hold one of each/);
});

it('refuses to choose from nothing', () => {
  const nothing = { ExcludeLowercase: true, ExcludeUppercase: true, ExcludeNumbers: true, ExcludePunctuation: true };

  expect(() => generatePassword(nothing)).toThrow(expect.objectContaining({ code: 'InvalidParameterException' }));
});
