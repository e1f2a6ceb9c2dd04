import fc from 'fast-check';
import { answerInvocation } from '../../../../algorithm/serving/answer-invocation';
import { NumericRows } from '../../../../algorithm/tables/numeric-rows';
import { TableModel } from '../../../../algorithm/tables/table-model';
import { LinearPredictor } from '../../../../core/table-model/linear/linear-predictor';
import type { TablePredictor } from '../../../../core/table-model/table-predictor';
import { predict } from '../../../../core/table-model/trees/predict';
import { TreesPredictor } from '../../../../core/table-model/trees/trees-predictor';
import { randomTrees } from '../../../fixtures/algorithm/random-trees';

/** Answers the sum of a row, 100 where a cell is missing. */
const SUM: TablePredictor = {
  about: 'sum',
  features: 3,
  saysLabel: false,
  predictRows: (rows) =>
    Float64Array.from({ length: rows.length / 3 }, (_, row) => {
      const sum = rows[row * 3]! + rows[row * 3 + 1]! + rows[row * 3 + 2]!;
      return Number.isNaN(sum) ? 100 : sum;
    }),
};

const ask = (body: string, accept?: string, predictor = SUM, isBatch = false, contentType = 'text/csv') =>
  answerInvocation(
    new TableModel({ predictor, reader: new NumericRows(predictor.features, predictor.featureNames), isBatch }),
    contentType,
    accept,
    Buffer.from(body),
  );

describe('rows in', () => {
  it.each([
    ['one row', '1,2,3', '6'],
    ['a row with its line end', '1,2,3\n', '6'],
    ['the line ends of Windows', '1,2,3\r\n4,5,6\r\n', '6,15'],
    ['quoted cells', '"1","2",3\n4,"5","6"', '6,15'],
    ['exponents, signs and blanks', ' 1e2,-0.5, +2 ', '101.5'],
    ['missing cells', '1,,3\n,,\n1,NaN,1\n1,2,""', '100,100,100,100'],
    ['blank lines', '\n1,2,3\n\n  \n4,5,6\n\n', '6,15'],
    ['a byte-order mark', '\uFEFF1,2,3', '6'],
  ])('reads %s', (_, body, expected) => {
    expect(ask(body)).toEqual({ status: 200, contentType: 'text/csv; charset=utf-8', body: expected });
  });

  it('reads more rows than one batch holds, in their order', () => {
    const rows = Array.from({ length: 2500 }, (_, row) => `${row},0,1`);

    expect(ask(rows.join('\n')).body).toBe(rows.map((__, row) => String(row + 1)).join(','));
  });

  it.each([
    ['a cell too few', '1,2,3\n4,5', /^RowsInvalid: Row 2 has 2 cells instead of 3\./],
    ['a cell too many', '1,2,3,4', /^RowsInvalid: Row 1 has 4 cells instead of 3\./],
    ['a word', '1,2,3\n\n4,good,6', /^RowsInvalid: Row 2, column 2 is "good", which is no number/],
    ['a word in a later batch', `${'1,2,3\n'.repeat(1500)}1,2,x`, /^RowsInvalid: Row 1501, column 3 is "x"/],
    ['a header', 'a,b,c\n1,2,3', /^RowsInvalid: Row 1, column 1 is "a".*Rows come without a header\./],
    ['infinity', '1,inf,3', /^RowsInvalid: Row 1, column 2 is infinite/],
    ['a quote that is never closed', '1,2,3\n4,"5,6', /^RowsInvalid: Row 2 has a quote that is never closed/],
    ['nothing', ' \n', /^RowsInvalid: The body holds no row\./],
  ])('refuses %s and says where', (_, body, reason) => {
    expect(ask(body)).toMatchObject({ status: 400, body: expect.stringMatching(reason) });
  });

  it('names the column where the model has names', () => {
    const model = { version: 1, kind: 'logistic', features: ['age', 'wage'], weights: [1, 1], intercept: 0 } as const;
    const predictor = new LinearPredictor({ ...model, features: [...model.features], weights: [...model.weights] });

    expect(ask('1,much', undefined, predictor).body).toMatch(/Row 1, column 2 \(wage\) is "much"/);
  });

  it.each(['image/png', 'application/json', ''])('refuses the content type %p', (contentType) => {
    expect(ask('1,2,3', undefined, SUM, false, contentType)).toMatchObject({
      status: 415,
      body: expect.stringMatching(/text\/csv/),
    });
  });

  it('takes a content type with its parameters', () => {
    expect(ask('1,2,3', undefined, SUM, false, 'text/csv; charset=utf-8; label_size=0').status).toBe(200);
  });
});

describe('predictions out', () => {
  it.each<[string | undefined, string, string]>([
    [undefined, 'text/csv; charset=utf-8', '0.5,1.5'],
    ['*/*', 'text/csv; charset=utf-8', '0.5,1.5'],
    ['text/csv', 'text/csv; charset=utf-8', '0.5,1.5'],
    ['application/json', 'application/json', '{"predictions":[{"score":0.5},{"score":1.5}]}'],
    ['application/jsonlines', 'application/jsonlines', '{"score":0.5}\n{"score":1.5}\n'],
    ['image/png, application/json;q=0.5', 'application/json', '{"predictions":[{"score":0.5},{"score":1.5}]}'],
  ])('come as the request accepts: %s', (accept, contentType, body) => {
    expect(ask('0.5,0,0\n0.5,1,0', accept)).toEqual({ status: 200, contentType, body });
  });

  it('refuses a form that they do not have', () => {
    expect(ask('1,2,3', 'application/x-recordio-protobuf')).toMatchObject({ status: 406 });
  });

  it('come one a line in a batch transform, so that they can be put together', () => {
    expect(ask('0.5,0,0\n0.5,1,0', 'text/csv', SUM, true).body).toBe('0.5\n1.5\n');
  });

  it('say the class where the model is a logistic regression', () => {
    const predictor = new LinearPredictor({
      version: 1,
      kind: 'logistic',
      features: ['x'],
      weights: [1],
      intercept: 0,
    });

    expect(ask('0\n-3', 'application/jsonlines', predictor).body).toBe(
      `{"score":0.5,"predicted_label":1}\n{"score":${Math.fround(1 / (1 + Math.exp(3)))},"predicted_label":0}\n`,
    );
  });

  it('are those of the trees, whatever the rows, and missing cells take their own way', () => {
    const trees = randomTrees(5, 4, 12);
    const predictor = new TreesPredictor(trees);
    const cell = fc.oneof(fc.double({ min: -1, max: 1, noNaN: true }), fc.constant(Number.NaN));
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 30 }), (rows) => {
        const body = rows.map((row) => row.map((value) => (Number.isNaN(value) ? '' : String(value))).join(','));
        const answer = ask(body.join('\n'), undefined, predictor);

        expect(answer.body.split(',').map(Number)).toEqual(rows.map((row) => Math.fround(predict(trees, row))));
      }),
      { numRuns: 60 },
    );
  });
});
