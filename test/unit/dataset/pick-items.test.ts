import { pickItems } from '../../../core/dataset/pick-items';

const ITEMS = Array.from({ length: 30 }, (_, row) => ({
  row,
  label: row < 20 ? 0 : 1,
  file: `${row}.png`,
  read: async () => new Uint8Array(),
}));

it('takes turns between the classes when the list is sorted by class', () => {
  expect(pickItems(ITEMS, 8, 1).filter(({ label }) => label === 1)).toHaveLength(4);
});

it('gives every item once when more are asked than there are', () => {
  const rows = pickItems(ITEMS, 99, 1).map(({ row }) => row);

  expect([...rows].sort((one, other) => one - other)).toEqual(ITEMS.map(({ row }) => row));
});

it('depends on the seed alone when asked again', () => {
  expect(pickItems(ITEMS, 8, 1)).toEqual(pickItems(ITEMS, 8, 1));
  expect(pickItems(ITEMS, 8, 1)).not.toEqual(pickItems(ITEMS, 8, 2));
});
