import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import { type BatchOutput, batchOutputSchema } from '../../core/contracts/batch';
import { splitPrefix } from '../../core/contracts/storage-layout';
import { followBatch, LAPTOP_FOLLOW_PACE } from '../batch/follow-batch';
import { progressLine } from '../batch/progress-line';
import type { RunningLaptop } from '../laptop/bring-up';

/** A batch that has ended. */
export interface StartBatch extends BatchOutput {
  /** From start to end of the execution, as Step Functions says. */
  readonly seconds: number;
}

/** The whole test split as one batch. @throws Error where the execution fails */
export async function runStartBatch(
  { clients, outputs }: Pick<RunningLaptop, 'clients' | 'outputs'>,
  report: (text: string) => void,
  signal: AbortSignal,
): Promise<StartBatch> {
  const { stepFunctions } = clients;
  const input = JSON.stringify({ s3_bucket: outputs.get('ImagesBucket'), s3_prefix: splitPrefix('test') });
  const stateMachineArn = outputs.get('BatchClassificationArn');
  const { executionArn = '' } = await stepFunctions.send(new StartExecutionCommand({ stateMachineArn, input }));
  const began = Date.now();
  const tell = (now: Parameters<typeof progressLine>[0]): void =>
    report(progressLine(now, (Date.now() - began) / 1000));
  const ended = await followBatch(stepFunctions, executionArn, LAPTOP_FOLLOW_PACE, tell, signal);
  const { status, output, error, cause, startDate = new Date(), stopDate = new Date() } = ended;
  if (output === undefined) throw new Error(`The batch ${executionArn} ended as ${status}: ${error}: ${cause}`);
  const seconds = (stopDate.getTime() - startDate.getTime()) / 1000;
  return { ...batchOutputSchema.parse(JSON.parse(output)), seconds };
}

export const imagesPerSecond = ({ counts, seconds }: StartBatch): number =>
  seconds === 0 ? counts.images : counts.images / seconds;
