import { randomUUID } from 'node:crypto';
import type { ExplainedModel } from '../../../core/monitoring/explainability/explained-model';
import { askedNumbers, csvBody } from '../../../core/monitoring/table-endpoint/asked-rows';
import { rowsPerRequest } from '../../../core/monitoring/table-endpoint/rows-per-request';
import type { TableSubject } from '../../../core/monitoring/table-endpoint/table-subject';
import type { Target } from '../../target/target';
import { askRows } from './ask-rows';

/** The live endpoint as a model of tables to be explained; its questions are marked `purpose=explain`. */
export const endpointModel =
  (
    { clients }: Pick<Target, 'clients'>,
    { endpoint, problem }: Pick<TableSubject, 'endpoint' | 'problem'>,
    signal: AbortSignal,
  ): ExplainedModel =>
  async (rows) => {
    const answers: number[][] = [];
    const step = rowsPerRequest(rows.map((row) => csvBody([row])));
    for (let at = 0; at < rows.length; at += step) {
      const some = rows.slice(at, at + step);
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
