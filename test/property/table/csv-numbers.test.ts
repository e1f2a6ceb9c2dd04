import fc from 'fast-check';
import { decimalOf } from '../../../core/table/long-decimal';
import { readRows } from '../../fixtures/monitoring/read-rows';

const digits = (minLength: number, maxLength: number) =>
  fc.array(fc.nat(9), { minLength, maxLength }).map((list) => list.join(''));

it('reads any decimal as the platform does, to the last bit', () => {
  const decimal = fc.tuple(fc.constantFrom('', '-', '+'), digits(1, 20), fc.option(digits(1, 22), { nil: undefined }));
  fc.assert(
    fc.property(decimal, ([sign, whole, fraction]) => {
      const text = `${sign}${whole}${fraction === undefined ? '' : `.${fraction}`}`;
      const bytes = Buffer.from(text);

      expect(decimalOf(bytes, 0, bytes.length, fraction?.length ?? -1)).toBe(Number(text));
    }),
    { numRuns: 20_000 },
  );
});

it('reads probabilities of 16 to 19 digits as the platform does', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 15, max: 19 }), (value, places) => {
      const text = value.toFixed(places);
      const bytes = Buffer.from(text);

      expect(decimalOf(bytes, 0, bytes.length, places)).toBe(Number(text));
    }),
    { numRuns: 20_000 },
  );
});

it('reads numbers of a CSV file as they were written', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 40 }),
      (values) => {
        const { rows } = readRows(`x\n${values.map(String).join('\n')}\n`, { format: 'csv' });

        expect(rows.map(({ x }) => Number(x![1]))).toEqual(values.map((value) => Number(String(value))));
      },
    ),
  );
});
