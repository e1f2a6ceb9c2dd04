import { AwsError } from '../../protocol/aws-error';
import type { JsonObject } from '../../protocol/operations';
import { invalidParameter, missingParameter, queryCode } from '../sqs-error';

const MAX_ENTRIES = 10;
const ENTRY_ID = /^[A-Za-z0-9_-]{1,80}$/;

/**
 * The entries of a batch, with the rules that hold for all of them.
 * @throws AwsError `EmptyBatchRequest`, `TooManyEntriesInBatchRequest`, `InvalidBatchEntryId`, `BatchEntryIdsNotDistinct`
 */
export function batchEntries(input: JsonObject): readonly (JsonObject & { readonly Id: string })[] {
  const given = input.Entries ?? [];
  if (!Array.isArray(given) || given.some((entry) => typeof entry !== 'object' || entry === null)) {
    throw invalidParameter('Entries', JSON.stringify(given), 'Must be a list of entries.');
  }
  const entries = given as readonly (JsonObject & { readonly Id: string })[];
  if (entries.length === 0)
    throw new AwsError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  if (entries.length > MAX_ENTRIES) {
    const message = `Maximum number of entries per request are ${MAX_ENTRIES}. You have sent ${entries.length}.`;
    throw new AwsError('TooManyEntriesInBatchRequest', message);
  }
  const seen = new Set<string>();
  for (const { Id } of entries) {
    if (Id === undefined) throw missingParameter('Id');
    if (!ENTRY_ID.test(Id)) {
      const message = 'A batch entry id can only contain alphanumeric characters, hyphens and underscores, 80 at most.';
      throw new AwsError('InvalidBatchEntryId', message);
    }
    if (seen.has(Id)) throw new AwsError('BatchEntryIdsNotDistinct', `Id ${Id} repeated.`);
    seen.add(Id);
  }
  return entries;
}

/** Runs each entry for itself: what fails is listed and does not hold up the others. */
export function answerBatch(
  entries: readonly (JsonObject & { readonly Id: string })[],
  answer: (entry: JsonObject) => JsonObject,
): JsonObject {
  const Successful: JsonObject[] = [];
  const Failed: JsonObject[] = [];
  for (const entry of entries) {
    try {
      Successful.push({ Id: entry.Id, ...answer(entry) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const Code = queryCode(error.code);
      Failed.push({ Id: entry.Id, Code, Message: error.message, SenderFault: error.status < 500 });
    }
  }
  return Failed.length > 0 ? { Successful, Failed } : { Successful };
}
