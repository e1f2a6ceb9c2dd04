import { TrainingErrorName } from '../contracts/training-errors';

/** What a state's Catch gives. */
export interface CaughtError {
  readonly Error: string;
  readonly Cause: string;
}

/** How an execution of `TrainModel` ends badly: a name that programs match, and a cause that people read. */
export interface DescribedFailure {
  readonly error: string;
  readonly cause: string;
}

/**
 * Brings what a task failed with into words. A function's error comes as JSON with `errorMessage`; a job that ended badly as its whole
 * description; a call that AWS refused as plain text, under AWS's own name.
 */
export function describeFailure({ Error: error, Cause: cause }: CaughtError): DescribedFailure {
  const described = parse(cause);
  if (described === undefined) return { error, cause: cause === '' ? 'No cause was given.' : cause };
  const { errorMessage, TrainingJobName, TransformJobName } = described;
  if (typeof TrainingJobName === 'string') {
    return job('training job', TrainingJobName, described, described.TrainingJobStatus, 'Training');
  }
  if (typeof TransformJobName === 'string') {
    return job('transform job', TransformJobName, described, described.TransformJobStatus, 'Transform');
  }
  return { error, cause: typeof errorMessage === 'string' ? errorMessage : cause };
}

function job(
  noun: string,
  name: string,
  { FailureReason, SecondaryStatus }: Readonly<Record<string, unknown>>,
  status: unknown,
  kind: 'Training' | 'Transform',
): DescribedFailure {
  if (status === 'Stopped') {
    // MaxRuntimeExceeded, MaxWaitTimeExceeded, Interrupted, or Stopped by somebody.
    const why = typeof SecondaryStatus === 'string' ? SecondaryStatus : 'Stopped';
    return { error: TrainingErrorName[`${kind}Stopped`], cause: `The ${noun} ${name} was stopped: ${why}.` };
  }
  const reason = typeof FailureReason === 'string' ? FailureReason : 'SageMaker gave no reason';
  return { error: TrainingErrorName[`${kind}Failed`], cause: `The ${noun} ${name} failed: ${reason}` };
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}
