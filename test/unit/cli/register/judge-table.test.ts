import type { ServedModel } from '../../../../algorithm/serving/served-model';
import { judgeTable } from '../../../../cli/register/judge-table';

/** A model that names its columns, and refuses whatever it is asked. */
const model = {
  columnNames: ['a', 'b'],
  contentTypes: ['text/csv'],
  answerTypes: ['text/csv'],
  answer: () => ({ status: 400, contentType: 'text/plain', body: 'asked' }),
} as unknown as ServedModel;
const judged = (text: string) =>
  judgeTable({
    ...{ model, text, name: 't.csv', classes: ['no', 'yes'], confidenceThreshold: 0.5 },
    gate: { targetError: 0.02 } as Parameters<typeof judgeTable>[0]['gate'],
  });

it('refuses columns that are the model’s in another order, and says which', () => {
  expect(() => judged('b,a,y\n1,2,0\n2,3,1\n')).toThrow(
    expect.objectContaining({
      name: 'UsageError',
      message: expect.stringMatching(/t\.csv are in another order.* column 1 is a, not b\. The order is a, b\./),
    }),
  );
});

it.each(['a,b,y\n1,2,0\n', 'x,z,y\n1,2,0\n', '1,2,0\n3,4,1\n'])('asks the model otherwise: %j', (text) => {
  expect(() => judged(text)).toThrow(/The model refuses the rows of t\.csv from line \d on: asked/);
});
