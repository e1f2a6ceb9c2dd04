import { encodeCustomAttributes } from '../../core/contracts/custom-attributes';
import { ErrorName } from '../../core/contracts/errors';
import { inferenceId } from '../../core/contracts/inference-id';
import { classCountOf, parseAnswers } from '../../core/evaluation/test-data/parse-answers';
import { type RequestLimits, requestBatches, requestBody } from '../../core/evaluation/test-data/request-batches';
import type { TableRow } from '../../core/evaluation/test-data/test-rows';
import { type AskedRow, isOfOneRow } from './asked-row';
import type { PatientEndpoint } from './patient-endpoint';

export interface TableQuestions {
  readonly run: string;
  readonly bucket: string;
  readonly key: string;
  readonly endpoint: PatientEndpoint;
  readonly limits: RequestLimits;
  readonly classes: number;
}

/** A model that refuses row after row refuses all of them: from then on a refused request is not taken apart any more. */
const MAX_REFUSED_ALONE = 20;

/** The model refused a row of a table, or the request that it was in. */
class RowRefused extends Error {
  override readonly name = 'RowRefused';
}

/**
 * Asks about rows, many a request. A request that the model refuses, or answers with another number of rows, is taken apart until the row at
 * fault is found.
 * @throws what concerns more than one row: AccessDenied, EndpointUnavailable, ModelThrottled; TestDataInvalid for a row that no request can hold
 */
export async function askTable(rows: readonly TableRow[], questions: TableQuestions): Promise<AskedRow[]> {
  const asked: AskedRow[] = [];
  const refused = { alone: 0 };
  for (const batch of requestBatches(rows, questions.limits)) {
    asked.push(...(await askBatch(batch, questions, refused)));
  }
  return asked;
}

/** How many classes the model tells of, from its answer to one row. */
export async function askClassCount(row: TableRow, questions: TableQuestions): Promise<number | undefined> {
  return classCountOf(await ask([row], questions));
}

async function askBatch(
  rows: readonly TableRow[],
  questions: TableQuestions,
  refused: { alone: number },
): Promise<AskedRow[]> {
  const sourced = rows.map(({ line, label }) => ({ source: `line ${line}`, label }));
  try {
    const answers = parseAnswers(await ask(rows, questions), rows.length, questions.classes);
    return sourced.map((row, index) => ({ ...row, answer: answers[index]! }));
  } catch (thrown) {
    const error = thrown as Error;
    if (!isOfOneRow(error)) throw error;
    if (rows.length > 1 && refused.alone < MAX_REFUSED_ALONE) {
      const middle = rows.length >> 1;
      const first = await askBatch(rows.slice(0, middle), questions, refused);
      return [...first, ...(await askBatch(rows.slice(middle), questions, refused))];
    }
    refused.alone += 1;
    const answer = named(error);
    return sourced.map((row) => ({ ...row, answer }));
  }
}

/** The endpoint's errors speak of images. */
const named = (error: Error): Error =>
  error.name === ErrorName.ModelOutputInvalid
    ? error
    : new RowRefused(error.message.replace('the image', 'the row'), { cause: error });

function ask(rows: readonly TableRow[], { run, bucket, key, endpoint }: TableQuestions): Promise<string> {
  return endpoint.ask({
    image: Buffer.from(requestBody(rows)),
    contentType: 'text/csv',
    // Whatever the container likes best: all of its forms are understood.
    accept: '*/*',
    inferenceId: inferenceId({ executionId: run, bucket, key, versionId: `${rows[0]?.line}+${rows.length}` }),
    customAttributes: encodeCustomAttributes({ purpose: 'evaluation', metadata: {} }),
  });
}
