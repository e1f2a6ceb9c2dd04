import type { ReleasedModel } from '../../../core/contracts/released-model';
import { UsageError } from '../../usage-error';

/** What SageMaker says of a container that answered with an error: its status, and its own words. */
interface ModelRefusal extends Error {
  readonly OriginalStatusCode?: number;
  readonly OriginalMessage?: string;
}

/**
 * What to do about rows of `--data` that the model calls wrong, as it does with rows as they were collected where it takes encoded ones.
 * @param columns of a row, without the label
 * @returns UsageError; what is no such refusal comes back as it is
 */
export function refusedRows(
  error: unknown,
  columns: number,
  { testData, baselineData = testData }: Pick<ReleasedModel, 'testData' | 'baselineData'>,
): Error {
  const { name, message, OriginalStatusCode: status = 500, OriginalMessage: said = message } = error as ModelRefusal;
  if (name !== 'ModelError' || status < 400 || status >= 500) return error as Error;
  const counted = columns === 1 ? '1 column' : `${columns} columns`;
  const refusal = `The model refuses the rows of --data, ${counted} beside the label: ${said.trim()}`;
  const remedy =
    baselineData === undefined
      ? 'Give the columns that it takes, in their order, encoded as in its training; leave out others with --exclude.'
      : `It needs rows encoded as in its training. Such rows, with labels, are s3://${baselineData.bucket}/${baselineData.key}: leave out --data to make the baseline of them, or give others like them.`;
  return new UsageError(`${refusal} ${remedy}`, { cause: error });
}
