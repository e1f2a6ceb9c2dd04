import { carveValidation } from '../../../core/dataset/carve-validation';

const ROWS = Array.from({ length: 100 }, (_, row) => ({ row, label: row % 2 }));

it('chooses other rows when the seed is another', () => {
  const chosen = [1, 2].map((seed) => carveValidation(ROWS, 0.1, seed).validation.map(({ row }) => row));

  expect(chosen[0]).toHaveLength(10);
  expect(chosen[0]).not.toEqual(chosen[1]);
});

it('chooses these rows when the seed is 1, on every platform', () => {
  expect(carveValidation(ROWS, 0.05, 1).validation.map(({ row }) => row)).toMatchInlineSnapshot(`
[
  12,
  38,
  42,
  57,
  77,
  79,
]
`);
});

it.each([1, -0.1, Number.NaN])('refuses a fraction when it is %s', (fraction) => {
  expect(() => carveValidation(ROWS, fraction, 1)).toThrow(RangeError);
});
