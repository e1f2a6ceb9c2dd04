import fc from 'fast-check';
import { matchesPattern } from '../../../local/states/choice/string-pattern';
import { compileTemplate } from '../../../local/states/expression/payload-template';
import { parseJsonPath } from '../../../local/states/path/json-path';
import { putAtPath, ResultPathMismatch } from '../../../local/states/path/result-path';
import { selectPath } from '../../../local/states/path/select-path';

const name = fc.string({ minLength: 1, maxLength: 8 });
const path = fc
  .array(name, { minLength: 1, maxLength: 4 })
  .map((names) => parseJsonPath(`$${names.map((part) => `['${part.replace(/['\\]/g, '\\$&')}']`).join('')}`));
const jsonObject = fc.dictionary(name, fc.jsonValue());

it('finds at a path what was put there, and leaves the input as it was', () => {
  fc.assert(
    fc.property(jsonObject, path, fc.jsonValue(), (input, at, value) => {
      const before = JSON.stringify(input);
      try {
        expect(selectPath(at, putAtPath(input, at, value))).toEqual(value);
      } catch (error) {
        expect(error).toBeInstanceOf(ResultPathMismatch);
      }
      expect(JSON.stringify(input)).toBe(before);
    }),
  );
});

it('changes nothing but the one place', () => {
  fc.assert(
    fc.property(jsonObject, name, fc.jsonValue(), (input, key, value) => {
      const placed = putAtPath(input, parseJsonPath(`$['${key.replace(/['\\]/g, '\\$&')}']`), value) as Record<
        string,
        unknown
      >;
      const { [key]: _, ...rest } = placed;
      const { [key]: _before, ...others } = input;
      expect(rest).toEqual(others);
    }),
  );
});

it('gives the later of two values put at one path', () => {
  fc.assert(
    fc.property(path, fc.jsonValue(), fc.jsonValue(), (at, first, second) => {
      expect(putAtPath(putAtPath({}, at, first), at, second)).toEqual(putAtPath({}, at, second));
    }),
  );
});

it('leaves a template without expressions as it is', () => {
  const plain = fc.jsonValue().filter((value) => !JSON.stringify(value).includes('.$'));
  fc.assert(
    fc.property(plain, (template) => {
      const evaluate = compileTemplate(template, () => {
        throw new Error('no fault expected');
      });
      expect(evaluate({ input: {}, context: {}, random: () => 0 })).toEqual(template);
    }),
  );
});

it('matches every text by its own escaped form, and by a pattern that hides any part of it', () => {
  const escaped = (text: string): string => text.replace(/[\\*]/g, '\\$&');
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (start, hidden, end) => {
      expect(matchesPattern(start + hidden + end, escaped(start + hidden + end))).toBe(true);
      expect(matchesPattern(start + hidden + end, `${escaped(start)}*${escaped(end)}`)).toBe(true);
      expect(matchesPattern(`${start}x`, escaped(start))).toBe(false);
    }),
  );
});
