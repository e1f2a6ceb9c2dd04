import { acceptanceOf, comparedAcceptance } from '../../../core/experiments/acceptance';

const table = new Map([
  ['sex', [0, 1, 1, 0, null]],
  ['id', [1, 2, 3, 4, 5]],
  ['prediction', [1, 1, 0, 0, 1]],
]);

it('counts everyone, then each group, those without a value as well', () => {
  expect(acceptanceOf(table, ['sex'])).toEqual([
    { group: 'everyone', rows: 5, accepted: 3 },
    { group: 'sex = 0', rows: 2, accepted: 1 },
    { group: 'sex = 1', rows: 2, accepted: 1 },
    { group: 'sex = missing', rows: 1, accepted: 1 },
  ]);
});

it('makes no groups of a column with many values', () => {
  const many = new Map([
    ['id', Array.from({ length: 21 }, (_, index) => index)],
    ['prediction', new Array<number>(21).fill(1)],
  ]);
  expect(acceptanceOf(many, ['id'])).toHaveLength(1);
});

it('compares the groups that both have', () => {
  const baseline = [
    { group: 'everyone', rows: 10, accepted: 5 },
    { group: 'sex = 0', rows: 4, accepted: 1 },
    { group: 'sex = 2', rows: 6, accepted: 4 },
  ];
  expect(comparedAcceptance(acceptanceOf(table, ['sex']), baseline)).toEqual([
    { group: 'everyone', rows: 5, observed: 0.6, baseline: 0.5 },
    { group: 'sex = 0', rows: 2, observed: 0.5, baseline: 0.25 },
  ]);
});
