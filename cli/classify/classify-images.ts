import { type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { inParallel } from '../parallel';
import { awaitClassification, type ClassifiedExecution, LAPTOP_PACE } from './await-classification';

/** Executions at a time. */
const PARALLEL_EXECUTIONS = 4;

export interface ImageToRun {
  readonly bucket: string;
  readonly key: string;
}

/** Starts `ImageClassification` for one image. @returns the execution's ARN. */
export async function startClassification(
  stepFunctions: SFNClient,
  stateMachineArn: string,
  { bucket, key }: ImageToRun,
): Promise<string> {
  const input = JSON.stringify({ s3_bucket: bucket, s3_key: key });
  const { executionArn = '' } = await stepFunctions.send(new StartExecutionCommand({ stateMachineArn, input }));
  return executionArn;
}

/** Sends every image through the laptop's state machine; an image that fails is a result, not an exception. */
export async function classifyImages(
  stepFunctions: SFNClient,
  stateMachineArn: string,
  images: readonly ImageToRun[],
  report: (text: string) => void,
  signal: AbortSignal,
): Promise<ClassifiedExecution[]> {
  let done = 0;
  return inParallel(images, PARALLEL_EXECUTIONS, async (image) => {
    const executionArn = await startClassification(stepFunctions, stateMachineArn, image);
    const result = await awaitClassification(stepFunctions, executionArn, image.key, LAPTOP_PACE, signal);
    done += 1;
    report(`${done} of ${images.length} images`);
    return result;
  });
}
