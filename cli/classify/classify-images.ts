import { type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { imageExecution } from '../../core/contracts/image-arrival';
import { inParallel } from '../parallel';
import { awaitClassification, type ClassifiedExecution, LAPTOP_PACE } from './await-classification';

/** Executions at a time. */
const PARALLEL_EXECUTIONS = 4;

export interface ImageToRun {
  readonly bucket: string;
  readonly key: string;
  /** Of what has just been uploaded. */
  readonly versionId?: string;
}

/**
 * Starts `ImageClassification` for one image. Of an upload the execution has the name that its arrival gives it: where arrivals start executions themselves
 * (`incoming.classifyOnArrival`), the image has one execution and not two.
 * @returns the execution's ARN.
 */
export async function startClassification(
  stepFunctions: SFNClient,
  stateMachineArn: string,
  image: ImageToRun,
): Promise<string> {
  const { name, input } = imageExecution(image);
  const named = image.versionId === undefined ? {} : { name };
  const start = new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input), ...named });
  try {
    const { executionArn = '' } = await stepFunctions.send(start);
    return executionArn;
  } catch (error) {
    if ((error as Error).name !== 'ExecutionAlreadyExists') throw error;
    return `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
  }
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
