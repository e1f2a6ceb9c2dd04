import type { JsonObject } from '../../protocol/operations';
import { sagemakerArn } from '../sagemaker-arn';
import type { TransformJobInput } from './transform-job-input';

export type TransformStatus = 'InProgress' | 'Completed' | 'Failed' | 'Stopping' | 'Stopped';

/** A transform job as it is kept. Times in seconds since 1970. */
export interface TransformJob {
  readonly input: Omit<TransformJobInput, 'Tags'>;
  readonly status: TransformStatus;
  readonly failureReason?: string;
  readonly created: number;
  readonly modified: number;
  readonly started?: number;
  readonly ended?: number;
}

export const transformJobArn = (name: string): string => sagemakerArn('transform-job', name);

export const isRunning = ({ status }: TransformJob): boolean => status === 'InProgress' || status === 'Stopping';

/** What DescribeTransformJob answers. */
export function describeTransformJob(job: TransformJob): JsonObject {
  return {
    ...job.input,
    TransformJobArn: transformJobArn(job.input.TransformJobName),
    TransformJobStatus: job.status,
    FailureReason: job.failureReason,
    CreationTime: job.created,
    TransformStartTime: job.started,
    TransformEndTime: job.ended,
  };
}

/** One entry of ListTransformJobs. */
export function summarizeTransformJob(job: TransformJob): JsonObject {
  return {
    TransformJobName: job.input.TransformJobName,
    TransformJobArn: transformJobArn(job.input.TransformJobName),
    CreationTime: job.created,
    TransformEndTime: job.ended,
    LastModifiedTime: job.modified,
    TransformJobStatus: job.status,
    FailureReason: job.failureReason,
  };
}
