import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { ExecutionRole } from '../access/execution-role';
import { ImageUnknown } from '../container/container-image';
import { buildInstances, InstanceFailed } from '../hosting/instance-builder';
import type { Model } from '../hosting/model';
import type { VariantInstance } from '../hosting/variant-instance';
import type { SageMakerContext } from '../sagemaker-context';
import { type InputObject, listInputObjects } from '../storage/input-objects';
import { parallel } from '../storage/parallel';
import { keyBelow, parseS3Uri } from '../storage/s3-location';
import { encryptionOf } from '../storage/upload-file';
import { payloads, RecordTooLarge } from './payloads';
import type { TransformJob } from './transform-job';
import { type TransformLimits, transformLimits } from './transform-limits';

export type TransformEnd =
  | { readonly status: 'Completed' | 'Stopped' }
  | { readonly status: 'Failed'; readonly reason: string };

/** The model refused an object: its output is missing, the others' are there. */
class ObjectFailed extends Error {
  override readonly name = 'ObjectFailed';
}

/** One batch transform: containers up, every object through them, containers down. */
export class TransformRun {
  private readonly aborted = new AbortController();
  private instances: readonly VariantInstance[] = [];

  constructor(
    private readonly context: SageMakerContext,
    private readonly job: TransformJob,
    private readonly model: Model,
    private readonly folder: string,
  ) {}

  /** Never rejects: what goes wrong is the end's reason. */
  async run(): Promise<TransformEnd> {
    let role: ExecutionRole | undefined;
    try {
      role = this.context.assume(this.model.input.ExecutionRoleArn);
      await this.transform(role);
      return { status: 'Completed' };
    } catch (error) {
      if (this.aborted.signal.aborted) return { status: 'Stopped' };
      return { status: 'Failed', reason: failureReason(error as Error) };
    } finally {
      await this.shutDown();
      role?.end();
      await rm(join(this.folder, 'fleet'), { recursive: true, force: true });
    }
  }

  stop(): void {
    this.aborted.abort();
    void this.shutDown();
  }

  private async transform(role: ExecutionRole): Promise<void> {
    const { input } = this.job;
    const objects = await listInputObjects(role.s3, input.TransformInput.DataSource.S3DataSource);
    if (objects.length === 0) throw new ObjectFailed('The input has no objects.');
    this.instances = await buildInstances(this.context, {
      model: this.model,
      role,
      folder: join(this.folder, 'fleet'),
      logFolder: this.folder,
      instances: Math.min(input.TransformResources.InstanceCount, objects.length),
      surroundings: {
        logGroup: '/aws/sagemaker/TransformJobs',
        logStream: `${input.TransformJobName}/0`,
        metricNamespace: '/aws/sagemaker/TransformJobs',
        volumeKmsKeyId: input.TransformResources.VolumeKmsKeyId,
      },
      startupMs: this.context.timing.startupMs,
      environment: { ...input.Environment, SAGEMAKER_BATCH: 'true' },
    });
    this.aborted.signal.throwIfAborted();
    await Promise.all(this.instances.map((instance) => instance.start()));
    const limits = await transformLimits(input, this.instances[0] as VariantInstance);
    const failures: string[] = [];
    await parallel(objects, limits.concurrency * this.instances.length, async (object, index) => {
      this.aborted.signal.throwIfAborted();
      try {
        await this.transformObject(
          role,
          object,
          this.instances[index % this.instances.length] as VariantInstance,
          limits,
        );
      } catch (error) {
        if (!(error instanceof ObjectFailed || error instanceof RecordTooLarge)) throw error;
        failures.push(`s3://${object.bucket}/${object.key}: ${error.message}`);
      }
    });
    if (failures.length > 0) {
      throw new ObjectFailed(`${failures.length} of ${objects.length} objects failed. First: ${failures[0]}`);
    }
  }

  private async transformObject(
    role: ExecutionRole,
    object: InputObject,
    instance: VariantInstance,
    limits: TransformLimits,
  ): Promise<void> {
    const { TransformInput, TransformOutput } = this.job.input;
    const found = await role.s3.send(new GetObjectCommand({ Bucket: object.bucket, Key: object.key }));
    const stored = Buffer.from((await found.Body?.transformToByteArray()) ?? []);
    const content = TransformInput.CompressionType === 'Gzip' ? gunzipSync(stored) : stored;
    const type = TransformInput.ContentType ?? found.ContentType ?? 'application/octet-stream';
    const answers: Buffer[] = [];
    for (const body of payloads(content, { ...limits, splitType: TransformInput.SplitType ?? 'None' })) {
      answers.push(await this.invoke(instance, type, body, limits));
    }
    const { bucket, key } = parseS3Uri(TransformOutput.S3OutputPath);
    await role.s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: keyBelow(key, `${object.path}.out`),
        Body: assemble(answers, TransformOutput.AssembleWith ?? 'None'),
        ContentType: TransformOutput.Accept,
        ...encryptionOf(TransformOutput.KmsKeyId),
      }),
    );
  }

  private async invoke(
    instance: VariantInstance,
    type: string,
    body: Buffer,
    limits: TransformLimits,
  ): Promise<Buffer> {
    const { Accept } = this.job.input.TransformOutput;
    const headers = { 'content-type': type, ...(Accept ? { accept: Accept } : {}) };
    for (let attempt = 0; ; attempt++) {
      this.aborted.signal.throwIfAborted();
      try {
        const answer = await instance.invoke(headers, body, limits.timeoutMs);
        if (answer.status >= 200 && answer.status < 300) return answer.body;
        const said = `status ${answer.status}: ${answer.body.toString('utf8').slice(0, 200)}`;
        // A 4xx is the record's fault and stays one.
        if (answer.status < 500 || attempt === limits.retries) throw new ObjectFailed(said);
      } catch (error) {
        if (error instanceof ObjectFailed) throw error;
        if (attempt === limits.retries) throw new ObjectFailed((error as Error).message, { cause: error });
      }
    }
  }

  private async shutDown(): Promise<void> {
    await Promise.all(this.instances.map((instance) => instance.stop(this.context.timing.shutdownGraceMs)));
  }
}

function assemble(answers: readonly Buffer[], how: 'None' | 'Line'): Buffer {
  if (how === 'None') return answers.length === 1 ? (answers[0] as Buffer) : Buffer.concat(answers);
  return Buffer.concat(answers.flatMap((answer) => [answer, Buffer.from('\n')]));
}

function failureReason(error: Error): string {
  const { name, message } = error;
  if (name === 'AccessDenied') return `ClientError: AccessDenied: ${message}`;
  const clients = [ObjectFailed, ImageUnknown, InstanceFailed];
  if (clients.some((kind) => error instanceof kind)) return `ClientError: ${message}`;
  if (name === 'PingFailed') return `AlgorithmError: the model container did not answer /ping. ${message}`;
  return `InternalServerError: ${name}: ${message}`;
}
