import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import { batchOutputSchema, TOLERATED_FAILURES_EXCEEDED } from '../../core/contracts/batch';
import { batchResultsKey } from '../../core/contracts/storage-layout';
import { listObjects } from '../aws/list-objects';
import { CheckNotPassed } from '../check-not-passed';
import { countsLine } from '../classify/image-outcome';
import type { TargetContext } from '../command/command-action';
import type { Target } from '../target/target';
import { UsageError } from '../usage-error';
import { AWS_FOLLOW_PACE, followBatch, LAPTOP_FOLLOW_PACE } from './follow-batch';
import { progressLine } from './progress-line';

/**
 * Classifies every image below a prefix of the images bucket in one execution of `BatchClassification`.
 * @param watch wait for its end; else its ARN is all.
 * @throws UsageError where nothing lies there, and no batch is started; CheckNotPassed where an image is below the threshold; Error where the batch or an image failed; both after the result
 */
export async function classifyPrefix(
  { target, printer, progress, signal }: TargetContext,
  prefix: string,
  watch: boolean,
): Promise<void> {
  await assertNotEmpty(target, prefix);
  const { clients, outputs } = target;
  const input = JSON.stringify({ s3_bucket: outputs.get('ImagesBucket'), s3_prefix: prefix });
  const stateMachineArn = outputs.get('BatchClassificationArn');
  const { executionArn = '' } = await clients.stepFunctions.send(new StartExecutionCommand({ stateMachineArn, input }));
  if (!watch) {
    printer.result({ executionArn }, `started  ${executionArn}`);
    return;
  }
  const began = Date.now();
  const pace = target.url === undefined ? AWS_FOLLOW_PACE : LAPTOP_FOLLOW_PACE;
  const ended = await progress(1).run('Classify the batch', (report) =>
    followBatch(
      clients.stepFunctions,
      executionArn,
      pace,
      (now) => report(progressLine(now, (Date.now() - began) / 1000)),
      signal,
    ),
  );
  const bucket = outputs.get('ReportsBucket');
  const name = executionArn.slice(executionArn.lastIndexOf(':') + 1);
  const results = `s3://${bucket}/${batchResultsKey(name)}`;
  const output = ended.output === undefined ? undefined : batchOutputSchema.parse(JSON.parse(ended.output));
  if (output === undefined) {
    const { status, error = status, cause = '' } = ended;
    printer.result({ executionArn, status, error, cause, results }, '');
    const redrive = error === TOLERATED_FAILURES_EXCEEDED ? '' : ` Redrive it to go on: ${executionArn}`;
    throw new Error(`The batch ended as ${error}: ${cause}${redrive}`);
  }
  const { counts, summaryKey } = output;
  const summary = `s3://${bucket}/${summaryKey}`;
  printer.result(
    { executionArn, status: ended.status, counts, results, summary },
    `${countsLine(counts)}\nresults  ${results}\nsummary  ${summary}`,
  );
  if (counts.failed > 0) throw new Error(`${counts.failed} of ${counts.images} images failed.`);
  if (counts.secondLook > 0) {
    throw new CheckNotPassed(`${counts.secondLook} of ${counts.images} images are below the threshold.`);
  }
}

/** A batch of nothing succeeds: a prefix that is misspelt must not. */
async function assertNotEmpty({ clients, outputs }: Target, prefix: string): Promise<void> {
  const bucket = outputs.get('ImagesBucket');
  for await (const { key } of listObjects(clients.s3, bucket, prefix)) if (!key.endsWith('/')) return;
  throw new UsageError(`Nothing lies below s3://${bucket}/${prefix}: there is nothing to classify.`);
}
