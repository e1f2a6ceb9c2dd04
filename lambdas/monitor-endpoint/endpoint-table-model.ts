import { createHash } from 'node:crypto';
import { encodeCustomAttributes } from '../../core/contracts/custom-attributes';
import { INFERENCE_ID_CHARACTERS } from '../../core/contracts/limits';
import type { ExplainedModel } from '../../core/monitoring/explainability/explained-model';
import type { ModelProblem } from '../../core/monitoring/model-quality/problem';
import { askedNumbers, csvBody } from '../../core/monitoring/table-endpoint/asked-rows';
import type { ModelEndpoint } from '../adapters/model-endpoint';

/** Rows of one request: some ten kilobytes. */
const ROWS_PER_REQUEST = 500;

/** The live endpoint as a model of tables to be explained, one request at a time: it has traffic to answer. Its questions say that they are none. */
export const endpointTableModel =
  (endpoint: ModelEndpoint, problem: ModelProblem): ExplainedModel =>
  async (rows) => {
    const customAttributes = encodeCustomAttributes({ purpose: 'explain', metadata: {} });
    const answers: number[][] = [];
    for (let at = 0; at < rows.length; at += ROWS_PER_REQUEST) {
      const some = rows.slice(at, at + ROWS_PER_REQUEST);
      const image = Buffer.from(csvBody(some));
      const inferenceId = createHash('sha256').update(image).digest('hex').slice(0, INFERENCE_ID_CHARACTERS);
      const asked = { image, contentType: 'text/csv', accept: 'text/csv', inferenceId, customAttributes };
      const { body, contentType } = await endpoint.invoke(asked);
      answers.push(...askedNumbers({ body: body.toString('utf8'), contentType }, some.length, problem));
    }
    return answers;
  };
