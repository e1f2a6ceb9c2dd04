import { randomUUID } from 'node:crypto';
import type { ExplainedModel } from '../../../core/monitoring/explainability/explained-model';
import { askedNumbers, csvBody } from '../../../core/monitoring/table-endpoint/asked-rows';
import type { TableSubject } from '../../../core/monitoring/table-endpoint/table-subject';
import type { Target } from '../../target/target';
import { askRows } from './ask-rows';

/** Rows of one request: some ten kilobytes. */
const ROWS_PER_REQUEST = 500;

/** The live endpoint as a model of tables to be explained; its questions are marked `purpose=explain`. */
export const endpointModel =
  (
    { clients }: Pick<Target, 'clients'>,
    { endpoint, problem }: Pick<TableSubject, 'endpoint' | 'problem'>,
    signal: AbortSignal,
  ): ExplainedModel =>
  async (rows) => {
    const answers: number[][] = [];
    for (let at = 0; at < rows.length; at += ROWS_PER_REQUEST) {
      const some = rows.slice(at, at + ROWS_PER_REQUEST);
      const question = {
        endpoint,
        body: csvBody(some),
        purpose: 'explain',
        inferenceId: randomUUID(),
        signal,
      } as const;
      answers.push(...askedNumbers(await askRows(clients.runtime, question), some.length, problem));
    }
    return answers;
  };
