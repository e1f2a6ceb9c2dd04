import { askedNumbers, csvBody } from '../../../../core/monitoring/table-endpoint/asked-rows';

const BINARY = { kind: 'binary' } as const;
const ask = (body: string, contentType = 'text/csv', rows = 2, problem: Parameters<typeof askedNumbers>[2] = BINARY) =>
  askedNumbers({ body, contentType }, rows, problem);

it('writes rows as CSV, missing values empty and commas quoted', () => {
  expect(
    csvBody([
      [1, Number.NaN, 'a,b'],
      [2.5, 3, 'c'],
    ]),
  ).toBe('1,,"a,b"\n2.5,3,c');
});

it.each([
  ['a line a row', '0.25\n0.75', 'text/csv'],
  ['all on one line', '0.25,0.75', 'text/csv; charset=utf-8'],
  ['predictions as JSON', '{"predictions":[{"score":0.25},{"score":0.75}]}', 'application/json'],
])('reads the probability of class 1: %s', (_, body, contentType) => {
  expect(ask(body, contentType)).toEqual([[0.25], [0.75]]);
});

it('reads every probability where there are many classes', () => {
  const numbers = ask('0.1,0.2,0.7', 'text/csv', 1, { kind: 'multiclass', classes: ['a', 'b', 'c'] });

  expect(numbers).toEqual([[0.1, 0.2, 0.7]]);
});

it('refuses another number of answers, and what is none', () => {
  expect(() => ask('0.25\n0.5\n0.75')).toThrow('asked about 2 rows and has answered 3');
  expect(() => ask('good\nbad')).toThrow("The endpoint's answer is none");
});
