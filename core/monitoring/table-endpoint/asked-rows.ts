import { outputForEach, rowsOf } from '../../capture/record-rows';
import { formatCsvRow } from '../../evaluation/test-data/csv-rows';
import { ExplainabilityError } from '../explainability/explainability-error';
import type { Cell } from '../explainability/explained-model';
import type { ModelProblem } from '../model-quality/problem';
import { readAnswer } from '../model-quality/read-prediction';
import { finiteNumber, rowValues } from '../model-quality/row-values';

/** What an endpoint has answered. */
export interface EndpointAnswer {
  readonly body: string;
  readonly contentType: string;
}

/** Rows as the body of a request of text/csv; a missing value is empty. */
export const csvBody = (rows: readonly (readonly Cell[])[]): string =>
  rows
    .map((row) => formatCsvRow(row.map((cell) => (typeof cell === 'number' && Number.isNaN(cell) ? '' : String(cell)))))
    .join('\n');

/** Whether an answer, and so its capture, is JSON. */
export const encodingOf = (contentType: string): 'CSV' | 'JSON' => (/json/i.test(contentType) ? 'JSON' : 'CSV');

/**
 * The numbers that explanations are about, for each row that was asked: the probability of class 1, the number of a regression, or the probabilities of many
 * classes.
 * @throws ExplainabilityError ModelAnswerInvalid
 */
export function askedNumbers({ body, contentType }: EndpointAnswer, rows: number, problem: ModelProblem): number[][] {
  const outputs = outputForEach(rowsOf(body, encodingOf(contentType), 'one-row'), rows);
  if (outputs.length !== rows)
    throw new ExplainabilityError(
      'ModelAnswerInvalid',
      `The endpoint was asked about ${rows} rows and has answered ${outputs.length}.`,
    );
  return outputs.map((output) => {
    if (problem.kind === 'multiclass')
      return Object.values(rowValues(output)).map((value) => finiteNumber(value) ?? NaN);
    const answer = readAnswer(output, problem);
    if ('fault' in answer)
      throw new ExplainabilityError('ModelAnswerInvalid', `The endpoint's answer is none: ${answer.fault}.`);
    return [answer.score];
  });
}
