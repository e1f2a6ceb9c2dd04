import { DescribeExecutionCommand, GetExecutionHistoryCommand, type SFNClient } from '@aws-sdk/client-sfn';
import { ErrorName } from '../../core/contracts/errors';
import { type ClassifiedImage, classifiedImageSchema } from '../../core/contracts/single-image';
import { pause } from '../pause';

/** How often an execution is looked at: the pause grows from the first to the longest. Milliseconds. */
export interface Pace {
  readonly first: number;
  readonly longest: number;
}

export const LAPTOP_PACE: Pace = { first: 4, longest: 250 };
/** Step Functions allows a new account 15 looks a second. */
export const AWS_PACE: Pace = { first: 300, longest: 2_000 };

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
  readonly inferenceId?: string;
  /** Name and cause of an execution that did not succeed. */
  readonly error?: string;
  readonly cause?: string;
}

/** Waits for an execution's end; one that fails is a result, not an exception. */
export async function awaitClassification(
  stepFunctions: SFNClient,
  executionArn: string,
  key: string,
  { first, longest }: Pace,
  signal: AbortSignal,
): Promise<ClassifiedExecution> {
  for (let wait = first; ; wait = Math.min(wait * 1.5, longest)) {
    await pause(wait, signal);
    const execution = await stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
    if (execution.status === 'RUNNING') continue;
    const { status, startDate = new Date(), stopDate = new Date(), output, error, cause } = execution;
    const milliseconds = stopDate.getTime() - startDate.getTime();
    const base = { key, executionArn, startDate, milliseconds };
    if (status === 'SUCCEEDED') return { ...base, outcome: 'accepted', ...wordOfTheModel(output) };
    const outcome = error === ErrorName.ThresholdConfidenceNotMet ? 'second-look' : 'failed';
    const classified = await outputOfState(stepFunctions, executionArn, 'ClassifyImage');
    const word = outcome === 'second-look' ? wordOfTheModel(classified) : wordBeforeFailure(classified);
    return { ...base, outcome, error: error ?? status, cause, ...word };
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
  return toWord(classifiedImageSchema.parse(body));
}

/** What the model said before a later step failed. A step whose own failure is caught is left, too, and answers with what was caught: that is no word. */
function wordBeforeFailure(answer = '{}') {
  const { data } = classifiedImageSchema.safeParse((JSON.parse(answer) as { body?: unknown }).body);
  return data === undefined ? {} : toWord(data);
}

const toWord = ({ predicted_label, confidence, inferences, inference_id }: ClassifiedImage) => ({
  predictedLabel: predicted_label,
  confidence,
  inferences,
  inferenceId: inference_id,
});
