import fc from 'fast-check';
import { carveValidation } from '../../../core/dataset/carve-validation';

const rows = fc
  .array(fc.nat(3), { minLength: 1, maxLength: 200 })
  .map((labels) => labels.map((label, index) => ({ row: index * 7, label })));
const fraction = fc.double({ min: 0, max: 0.9, noNaN: true });

it('gives every row to exactly one of the splits, in order, when carving', () => {
  fc.assert(
    fc.property(rows, fraction, fc.integer(), (list, share, seed) => {
      const { train, validation } = carveValidation(list, share, seed);
      const inOrder = [...train, ...validation].sort((one, other) => one.row - other.row);
      expect(inOrder).toEqual(list);
      for (const split of [train, validation]) {
        expect([...split].sort((one, other) => one.row - other.row)).toEqual(split);
      }
    }),
  );
});

it('takes the fraction of each class, and never its last row, when carving', () => {
  fc.assert(
    fc.property(rows, fraction, fc.integer(), (list, share, seed) => {
      const { train, validation } = carveValidation(list, share, seed);
      for (const label of new Set(list.map((row) => row.label))) {
        const count = list.filter((row) => row.label === label).length;
        const taken = validation.filter((row) => row.label === label).length;
        const expected = share === 0 ? 0 : Math.min(count - 1, Math.max(1, Math.round(count * share)));
        expect(taken).toBe(expected);
        expect(train.some((row) => row.label === label)).toBe(true);
      }
    }),
  );
});

it('chooses the same rows when they come in another order', () => {
  fc.assert(
    fc.property(rows, fraction, fc.integer(), (list, share, seed) => {
      const chosen = carveValidation(list, share, seed).validation.map(({ row }) => row);
      const reversed = carveValidation([...list].reverse(), share, seed).validation.map(({ row }) => row);
      expect(reversed.reverse()).toEqual(chosen);
    }),
  );
});
