import type { JsonObject } from '../../protocol/operations';
import { sagemakerArn } from '../sagemaker-arn';
import type { TrainingJobInput } from './training-job-input';
import type { FinalMetric } from './training-metrics';

export type TrainingStatus = 'InProgress' | 'Completed' | 'Failed' | 'Stopping' | 'Stopped';
export type SecondaryStatus =
  | 'Starting'
  | 'Downloading'
  | 'Training'
  | 'Uploading'
  | 'Completed'
  | 'Failed'
  | 'Stopping'
  | 'Stopped'
  | 'MaxRuntimeExceeded';

export interface StatusTransition {
  readonly Status: SecondaryStatus;
  readonly StartTime: number;
  readonly EndTime?: number;
  readonly StatusMessage: string;
}

/** A training job as it is kept. Times in seconds since 1970. */
export interface TrainingJob {
  readonly input: Omit<TrainingJobInput, 'Tags'>;
  readonly status: TrainingStatus;
  readonly secondary: SecondaryStatus;
  readonly transitions: readonly StatusTransition[];
  readonly created: number;
  readonly modified: number;
  readonly trainingStarted?: number;
  readonly trainingEnded?: number;
  readonly failureReason?: string;
  readonly finalMetrics: readonly FinalMetric[];
  /** Set once the artifact is in S3. */
  readonly modelArtifacts?: string;
}

const STATUS_MESSAGES: Readonly<Record<SecondaryStatus, string>> = {
  Starting: 'Preparing the instances for training',
  Downloading: 'Downloading input data',
  Training: 'Training image download completed. Training in progress.',
  Uploading: 'Uploading generated training model',
  Completed: 'Training job completed',
  Failed: 'Training job failed',
  Stopping: 'Stopping the training job',
  Stopped: 'Training job stopped',
  MaxRuntimeExceeded: 'Training job runtime exceeded MaxRuntimeInSeconds',
};

const ENDED: readonly SecondaryStatus[] = ['Completed', 'Failed', 'Stopped', 'MaxRuntimeExceeded'];

/** AWS cuts a failure reason here. Characters. */
const MAX_REASON = 1024;

export function newTrainingJob(input: TrainingJobInput, now: number): TrainingJob {
  const { Tags: _, ...kept } = input;
  const base = { input: kept, created: now, modified: now, transitions: [], finalMetrics: [] };
  return enter({ ...base, status: 'InProgress', secondary: 'Starting' }, 'Starting', now);
}

/** Enters a secondary status: the one before ends, and the primary status follows. */
export function enter(job: TrainingJob, secondary: SecondaryStatus, now: number, failureReason?: string): TrainingJob {
  const ended = ENDED.includes(secondary);
  const closed = job.transitions.map((transition, index) =>
    index === job.transitions.length - 1 ? { ...transition, EndTime: now } : transition,
  );
  const transition = {
    Status: secondary,
    StartTime: now,
    ...(ended ? { EndTime: now } : {}),
    StatusMessage: failureReason?.slice(0, MAX_REASON) ?? STATUS_MESSAGES[secondary],
  };
  return {
    ...job,
    status: primaryStatus(job.status, secondary),
    secondary,
    modified: now,
    transitions: [...closed, transition],
    ...(secondary === 'Training' ? { trainingStarted: now } : {}),
    ...(ended ? { trainingEnded: now } : {}),
    ...(failureReason === undefined ? {} : { failureReason: failureReason.slice(0, MAX_REASON) }),
  };
}

function primaryStatus(before: TrainingStatus, secondary: SecondaryStatus): TrainingStatus {
  switch (secondary) {
    case 'Completed':
    case 'Failed':
    case 'Stopped':
    case 'Stopping':
      return secondary;
    case 'MaxRuntimeExceeded':
      return 'Stopped';
    default:
      return before;
  }
}

export const isRunning = (job: TrainingJob): boolean => job.status === 'InProgress' || job.status === 'Stopping';

/** What DescribeTrainingJob answers. */
export function describeTrainingJob(job: TrainingJob): JsonObject {
  const seconds =
    job.trainingStarted === undefined || job.trainingEnded === undefined
      ? undefined
      : Math.max(1, Math.round(job.trainingEnded - job.trainingStarted));
  return {
    ...job.input,
    TrainingJobArn: sagemakerArn('training-job', job.input.TrainingJobName),
    EnableManagedSpotTraining: job.input.EnableManagedSpotTraining ?? false,
    EnableNetworkIsolation: job.input.EnableNetworkIsolation ?? false,
    EnableInterContainerTrafficEncryption: job.input.EnableInterContainerTrafficEncryption ?? false,
    TrainingJobStatus: job.status,
    SecondaryStatus: job.secondary,
    SecondaryStatusTransitions: job.transitions,
    CreationTime: job.created,
    LastModifiedTime: job.modified,
    TrainingStartTime: job.trainingStarted,
    TrainingEndTime: job.trainingEnded,
    TrainingTimeInSeconds: seconds,
    BillableTimeInSeconds: seconds,
    FailureReason: job.failureReason,
    FinalMetricDataList: job.finalMetrics,
    ModelArtifacts: { S3ModelArtifacts: job.modelArtifacts ?? '' },
  };
}
