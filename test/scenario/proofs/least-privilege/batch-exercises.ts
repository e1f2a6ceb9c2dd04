import {
  DescribeExecutionCommand,
  ListExecutionsCommand,
  ListMapRunsCommand,
  RedriveExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { ErrorName } from '../../../../core/contracts/errors';
import { batchResultsKey } from '../../../../core/contracts/storage-layout';
import { CONFIDENT, DOUBTFUL } from '../../../fixtures/laptop/fake-model';
import type { FinishedExecution } from '../../../fixtures/laptop/finished-execution';
import type { WorkflowLaptop } from '../../../fixtures/laptop/workflow-laptop';
import type { Exercise } from './exercise';

const FOLDER = 'proof-batch/';

/** What the roles of `BatchClassification` and its functions are for. */
export const BATCH_EXERCISES: Readonly<Record<string, Exercise>> = {
  'a batch of a prefix opens a second look and sends its digest, once': async (laptop) => {
    laptop.model.behave(DOUBTFUL);
    await laptop.upload(`${FOLDER}one.png`);
    const batch = await laptop.run('BatchClassificationArn', { s3_bucket: laptop.images, s3_prefix: FOLDER });
    if (batch.status !== 'SUCCEEDED') return batchFailure(laptop, batch);
    if (batch.output.counts.secondLook !== 1) return batchFailure(laptop, batch);
    const { results } = batch.stateOutputs.Prefix;
    const { startDate } = await laptop.clients.stepFunctions.send(
      new DescribeExecutionCommand({ executionArn: batch.arn }),
    );
    const started_at = startDate?.toISOString();
    const again = { results, execution_id: batch.arn, started_at };
    const { failed, payload } = await laptop.invoke('SummarizeBatch', again);
    return failed ? `${payload.errorType}: ${payload.errorMessage}` : undefined;
  },
  'a missing image of a batch is called missing': async (laptop) => {
    const cases = [{ s3_bucket: laptop.images, s3_key: `${FOLDER}missing.png` }];
    const reason = await batchFailure(laptop, await laptop.run('BatchClassificationArn', { cases }));
    return reason.startsWith(ErrorName.ImageNotFound) ? undefined : reason;
  },
  'a batch of a manifest is stopped and redriven': async (laptop) => {
    await laptop.upload(`${FOLDER}one.png`);
    await laptop.upload('proof-batch.lst', Buffer.from('0\t0\tone.png\n'));
    laptop.model.behave({ hangs: true });
    laptop.model.forget();
    const input = { s3_bucket: laptop.images, manifest_key: 'proof-batch.lst' };
    const executionArn = await laptop.start('BatchClassificationArn', input);
    const asked = laptop.model.requested(1).then(() => undefined);
    const ended = await Promise.race([asked, laptop.finished(executionArn)]);
    laptop.model.behave(CONFIDENT);
    if (ended !== undefined) return batchFailure(laptop, ended);
    const { stepFunctions } = laptop.clients;
    await stepFunctions.send(new StopExecutionCommand({ executionArn }));
    await stepFunctions.send(new RedriveExecutionCommand({ executionArn }));
    const redriven = await laptop.finished(executionArn);
    return redriven.status === 'SUCCEEDED' ? undefined : batchFailure(laptop, redriven);
  },
};

/** Why a batch failed: what its first failed image says, or its first failed child, or itself. */
async function batchFailure(laptop: WorkflowLaptop, { arn, error, cause }: FinishedExecution): Promise<string> {
  const key = batchResultsKey(arn.slice(arn.lastIndexOf(':') + 1));
  const text = (await laptop.read(laptop.outputs.get('ReportsBucket'), key)) ?? '';
  const [failed] = text.split('\n').filter((line) => line.includes('"failed"'));
  if (failed !== undefined) {
    const result = JSON.parse(failed) as { readonly reason: string; readonly cause: string };
    return `${result.reason}: ${result.cause}`;
  }
  return (await childFailure(laptop, arn)) ?? `${error}: ${cause}`;
}

async function childFailure({ clients }: WorkflowLaptop, executionArn: string): Promise<string | undefined> {
  const { mapRuns = [] } = await clients.stepFunctions.send(new ListMapRunsCommand({ executionArn }));
  const mapRunArn = mapRuns[0]?.mapRunArn;
  if (mapRunArn === undefined) return undefined;
  const list = new ListExecutionsCommand({ mapRunArn, statusFilter: 'FAILED' });
  const { executions = [] } = await clients.stepFunctions.send(list);
  const child = executions[0]?.executionArn;
  if (child === undefined) return undefined;
  const described = await clients.stepFunctions.send(new DescribeExecutionCommand({ executionArn: child }));
  return `${described.error}: ${described.cause}`;
}
