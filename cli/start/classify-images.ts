import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  type SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { ErrorName } from '../../core/contracts/errors';
import { classifiedImageSchema } from '../../core/contracts/single-image';
import { inParallel } from '../parallel';
import { pause } from '../pause';

/** Executions at a time, and the first and longest pause between two looks at one. */
const PARALLEL_EXECUTIONS = 4;
const FIRST_POLL_MILLISECONDS = 4;
const LONGEST_POLL_MILLISECONDS = 250;

export interface ImageToRun {
  readonly bucket: string;
  readonly key: string;
}

/** How one execution ended. */
export interface ClassifiedExecution {
  readonly key: string;
  readonly executionArn: string;
  readonly outcome: 'accepted' | 'second-look' | 'failed';
  readonly startDate: Date;
  /** From start to end of the execution, as Step Functions says. */
  readonly milliseconds: number;
  readonly predictedLabel?: string;
  readonly confidence?: number;
  readonly inferences?: readonly number[];
  /** Name and cause of an execution that did not succeed. */
  readonly error?: string;
  readonly cause?: string;
}

/** Sends every image through the state machine; an image that fails is a result, not an exception. */
export async function classifyImages(
  stepFunctions: SFNClient,
  stateMachineArn: string,
  images: readonly ImageToRun[],
  report: (text: string) => void,
  signal: AbortSignal,
): Promise<ClassifiedExecution[]> {
  let done = 0;
  return inParallel(images, PARALLEL_EXECUTIONS, async ({ bucket, key }) => {
    const input = JSON.stringify({ s3_bucket: bucket, s3_key: key });
    const { executionArn = '' } = await stepFunctions.send(new StartExecutionCommand({ stateMachineArn, input }));
    const result = await awaitExecution(stepFunctions, executionArn, key, signal);
    done += 1;
    report(`${done} of ${images.length} images`);
    return result;
  });
}

async function awaitExecution(
  stepFunctions: SFNClient,
  executionArn: string,
  key: string,
  signal: AbortSignal,
): Promise<ClassifiedExecution> {
  for (let wait = FIRST_POLL_MILLISECONDS; ; wait = Math.min(wait * 1.5, LONGEST_POLL_MILLISECONDS)) {
    await pause(wait, signal);
    const execution = await stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
    if (execution.status === 'RUNNING') continue;
    const { status, startDate = new Date(), stopDate = new Date(), output, error, cause } = execution;
    const milliseconds = stopDate.getTime() - startDate.getTime();
    const base = { key, executionArn, startDate, milliseconds };
    if (status === 'SUCCEEDED') return { ...base, outcome: 'accepted', ...wordOfTheModel(output) };
    const outcome = error === ErrorName.ThresholdConfidenceNotMet ? 'second-look' : 'failed';
    const classified = await outputOfState(stepFunctions, executionArn, 'ClassifyImage');
    return { ...base, outcome, error: error ?? status, cause, ...wordOfTheModel(classified) };
  }
}

/** What a step answered in an execution that went no further; undefined where it never got there. */
async function outputOfState(
  stepFunctions: SFNClient,
  executionArn: string,
  state: string,
): Promise<string | undefined> {
  const history = new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 });
  const { events = [] } = await stepFunctions.send(history);
  return events.find(({ stateExitedEventDetails: exited }) => exited?.name === state)?.stateExitedEventDetails?.output;
}

function wordOfTheModel(answer: string | undefined) {
  if (answer === undefined) return {};
  const { body } = JSON.parse(answer) as { body: unknown };
  const { predicted_label: predictedLabel, confidence, inferences } = classifiedImageSchema.parse(body);
  return { predictedLabel, confidence, inferences };
}
