import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { parseQueryParameters } from '../../../local/protocol/query-parameters';
import { xmlElement, xmlOf } from '../../../local/protocol/xml';

type Value = string | Value[] | { [name: string]: Value };

const memberName = fc.stringMatching(/^[A-Z][A-Za-z]{0,8}$/);

/** Values that the protocol can carry: no empty list or structure, which it does not tell from an empty string. */
const value = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string({ unit: 'grapheme', minLength: 1 }),
    fc.array(tie('value'), { minLength: 1, maxLength: 3 }),
    fc.dictionary(memberName, tie('value'), { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

function flatten(item: Value, path: string, into: URLSearchParams): void {
  if (typeof item === 'string') into.append(path, item);
  else if (Array.isArray(item))
    for (const [at, member] of item.entries()) flatten(member, `${path}.member.${at + 1}`, into);
  else for (const [name, member] of Object.entries(item)) flatten(member, `${path}.${name}`, into);
}

describe('the query protocol', () => {
  it('reads every request back as it was written', () => {
    fc.assert(
      fc.property(value, (item) => {
        const parameters = new URLSearchParams();
        flatten(item, 'Input', parameters);
        expect(JSON.parse(JSON.stringify(parseQueryParameters(parameters)))).toEqual({ Input: item });
      }),
    );
  });

  it('writes any text so that an XML parser reads it back', () => {
    const parser = new XMLParser({
      parseTagValue: false,
      trimValues: false,
      processEntities: true,
      htmlEntities: true,
    });
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'a&<>"\'\r\n;#]€ '.split('')), minLength: 1 }), (text) => {
        expect(parser.parse(xmlElement('a', xmlOf(text))).a).toBe(text);
      }),
    );
  });
});
