import { z } from 'zod';
import type { VariantInstance } from '../hosting/variant-instance';
import type { TransformJobInput } from './transform-job-input';

export interface TransformLimits {
  /** Requests at a time, per instance. */
  readonly concurrency: number;
  readonly batchStrategy: 'MultiRecord' | 'SingleRecord';
  readonly maxBytes: number;
  readonly timeoutMs: number;
  readonly retries: number;
}

const MEGABYTE = 1024 * 1024;
const DEFAULT_PAYLOAD_MB = 6;
const DEFAULT_TIMEOUT_SECONDS = 600;
const DEFAULT_RETRIES = 3;

const executionParameters = z.object({
  MaxConcurrentTransforms: z.int().min(1).optional(),
  BatchStrategy: z.enum(['MultiRecord', 'SingleRecord']).optional(),
  MaxPayloadInMB: z.int().min(0).max(100).optional(),
});

/**
 * The job's own settings win; what it leaves out comes from the container's GET /execution-parameters, where it has one.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-batch-code.html
 */
export async function transformLimits(
  job: Pick<TransformJobInput, 'MaxConcurrentTransforms' | 'BatchStrategy' | 'MaxPayloadInMB' | 'ModelClientConfig'>,
  instance: VariantInstance,
): Promise<TransformLimits> {
  const container = await askContainer(instance);
  const payloadMb = job.MaxPayloadInMB ?? container.MaxPayloadInMB ?? DEFAULT_PAYLOAD_MB;
  return {
    // 0 leaves the choice to the service.
    concurrency: job.MaxConcurrentTransforms || container.MaxConcurrentTransforms || 1,
    batchStrategy: job.BatchStrategy ?? container.BatchStrategy ?? 'MultiRecord',
    maxBytes: payloadMb === 0 ? Number.POSITIVE_INFINITY : payloadMb * MEGABYTE,
    timeoutMs: (job.ModelClientConfig?.InvocationsTimeoutInSeconds ?? DEFAULT_TIMEOUT_SECONDS) * 1000,
    retries: job.ModelClientConfig?.InvocationsMaxRetries ?? DEFAULT_RETRIES,
  };
}

async function askContainer(instance: VariantInstance): Promise<z.infer<typeof executionParameters>> {
  try {
    const { status, body } = await instance.get('/execution-parameters');
    return status === 200 ? executionParameters.parse(JSON.parse(body.toString('utf8'))) : {};
  } catch {
    // The path is optional: a container without it answers 404, or something that is not ours to judge.
    return {};
  }
}
