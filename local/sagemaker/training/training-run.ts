import { setMaxListeners } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LOCAL_REGION } from '../../account';
import { S3_CONNECTIONS } from '../../s3/role-s3-client';
import { judgeContainerGrants } from '../access/container-grants';
import type { ExecutionRole } from '../access/execution-role';
import { kmsKeyArn } from '../access/kms-key-arn';
import { awsEnvironment } from '../container/container-environment';
import { ImageUnknown, programOf } from '../container/container-image';
import { ContainerProcess } from '../container/container-process';
import { sagemakerArn } from '../sagemaker-arn';
import type { SageMakerContext } from '../sagemaker-context';
import { filesBelow, packFolder } from '../storage/archive';
import { downloadObjects } from '../storage/download-objects';
import { InputInvalid, listInputObjects } from '../storage/input-objects';
import { keyBelow, parseS3Uri, s3UriOf } from '../storage/s3-location';
import { uploadFile } from '../storage/upload-file';
import { CheckpointSync } from './checkpoint-sync';
import { TrainingFolder } from './training-folder';
import type { SecondaryStatus, TrainingJob } from './training-job';

export type TrainingEnd =
  | { readonly status: 'Completed' | 'Stopped' | 'MaxRuntimeExceeded'; readonly modelArtifacts?: string }
  | { readonly status: 'Failed'; readonly reason: string };

/** What the run reports while it goes on. */
export interface TrainingObserver {
  entered(status: SecondaryStatus): void;
  logged(line: string): void;
}

const TRAINING_TELEMETRY = { logGroup: '/aws/sagemaker/TrainingJobs', metricNamespace: '/aws/sagemaker/TrainingJobs' };

/** One training job from its first download to its last upload. */
export class TrainingRun {
  private readonly folder: TrainingFolder;
  private readonly aborted = new AbortController();
  private process: ContainerProcess | undefined;
  private stopCause: 'Stopped' | 'MaxRuntimeExceeded' | undefined;

  constructor(
    private readonly context: SageMakerContext,
    private readonly job: TrainingJob,
    /** The job's folder: `ml/` stands for /opt/ml, `log.txt` holds what the container wrote. */
    private readonly jobFolder: string,
    private readonly observer: TrainingObserver,
  ) {
    this.folder = new TrainingFolder(join(jobFolder, 'ml'));
    // Every download under way listens for the job's end: two each, the client's and a large file's stream.
    setMaxListeners(2 * S3_CONNECTIONS, this.aborted.signal);
  }

  /** Never rejects: what goes wrong is the end's reason. */
  async run(): Promise<TrainingEnd> {
    let role: ExecutionRole | undefined;
    try {
      role = this.context.assume(this.job.input.RoleArn);
      return await this.stages(role);
    } catch (error) {
      if (this.stopCause !== undefined) return { status: this.stopCause };
      return { status: 'Failed', reason: failureReason(error) };
    } finally {
      role?.end();
      // The artifact is in S3, and so is the input: a second copy of both would only fill the disk.
      await rm(this.folder.root, { recursive: true, force: true });
    }
  }

  /** Ends the container: SIGTERM, and SIGKILL after the grace period. What it saved until then is uploaded. */
  stop(cause: 'Stopped' | 'MaxRuntimeExceeded', graceMs: number): void {
    this.stopCause ??= cause;
    this.aborted.abort();
    void this.process?.terminate(graceMs);
  }

  private async stages(role: ExecutionRole): Promise<TrainingEnd> {
    const { input } = this.job;
    const image = input.AlgorithmSpecification.TrainingImage;
    const program = programOf(this.context.images, image);
    judgeContainerGrants(
      role,
      {
        ...TRAINING_TELEMETRY,
        imageUri: image,
        logStream: `${input.TrainingJobName}/algo-1`,
        volumeKmsKeyId: input.ResourceConfig.VolumeKmsKeyId,
      },
      this.context.logGroups,
    );
    this.judgeOutputKey(role);
    await this.folder.prepare(input);
    this.observer.entered('Downloading');
    const checkpoints = await this.download(role);
    this.observer.entered('Training');
    checkpoints?.start(this.context.timing.checkpointSyncMs);
    const code = await this.train(role, program).finally(() => checkpoints?.finish());
    const reason = code === 0 || this.stopCause !== undefined ? undefined : await this.algorithmError(code);
    if (this.stopCause === undefined) this.observer.entered('Uploading');
    const modelArtifacts = await this.upload(role, reason === undefined);
    if (reason !== undefined) return { status: 'Failed', reason };
    return { status: this.stopCause ?? 'Completed', modelArtifacts };
  }

  /** Asked for by OutputDataConfig's page of the API reference: better known before the training than after it. */
  private judgeOutputKey(role: ExecutionRole): void {
    const { KmsKeyId } = this.job.input.OutputDataConfig;
    if (KmsKeyId === undefined || KmsKeyId === '') return;
    role.judge('kms:Encrypt', kmsKeyArn(KmsKeyId), { 'kms:ViaService': `s3.${LOCAL_REGION}.amazonaws.com` });
  }

  private async download(role: ExecutionRole): Promise<CheckpointSync | undefined> {
    const { InputDataConfig, CheckpointConfig } = this.job.input;
    for (const { ChannelName, DataSource } of InputDataConfig) {
      const objects = await listInputObjects(role.s3, DataSource.S3DataSource);
      await downloadObjects(role.s3, objects, this.folder.channel(ChannelName), this.aborted.signal);
    }
    if (CheckpointConfig === undefined) return undefined;
    const local = this.folder.containerPath(CheckpointConfig.LocalPath ?? '/opt/ml/checkpoints');
    const sync = new CheckpointSync(role.s3, CheckpointConfig.S3Uri, local, this.context.warn);
    await sync.restore(this.aborted.signal);
    return sync;
  }

  private async train(role: ExecutionRole, program: ReturnType<typeof programOf>): Promise<number> {
    const { input } = this.job;
    this.aborted.signal.throwIfAborted();
    this.process = new ContainerProcess({
      program,
      mode: 'train',
      mlFolder: this.folder.root,
      logFile: join(this.jobFolder, 'log.txt'),
      onLine: (line) => this.observer.logged(line),
      environment: {
        ...input.Environment,
        TRAINING_JOB_NAME: input.TrainingJobName,
        TRAINING_JOB_ARN: sagemakerArn('training-job', input.TrainingJobName),
        // An isolated container has neither network nor credentials.
        ...(input.EnableNetworkIsolation === true ? {} : awsEnvironment(role.credentials, this.context.frontDoorUrl())),
      },
    });
    const limitMs = input.StoppingCondition.MaxRuntimeInSeconds * 1000;
    const { trainingGraceMs } = this.context.timing;
    const timer = setTimeout(
      () => this.stop('MaxRuntimeExceeded', trainingGraceMs),
      // Timers of Node end at 2^31 - 1 ms, about 24 days.
      Math.min(limitMs, 2 ** 31 - 1),
    );
    const code = await this.process.exited;
    clearTimeout(timer);
    return code;
  }

  private async algorithmError(code: number): Promise<string> {
    const written = await this.folder.failure();
    return written === undefined
      ? `AlgorithmError: the container ended without writing /opt/ml/output/failure, exit code: ${code}`
      : `AlgorithmError: ${written.slice(0, 1024 - 40)}, exit code: ${code}`;
  }

  /** The model of a failed job is not uploaded; what it wrote to output/data is. @returns the artifact's URI. */
  private async upload(role: ExecutionRole, withModel: boolean): Promise<string | undefined> {
    const { TrainingJobName, OutputDataConfig } = this.job.input;
    const { bucket, key } = parseS3Uri(OutputDataConfig.S3OutputPath);
    const put = async (folder: string, name: string): Promise<string> => {
      const archive = join(this.jobFolder, name);
      await packFolder(folder, archive);
      const target = { bucket, key: keyBelow(key, `${TrainingJobName}/output/${name}`) };
      await uploadFile(role.s3, archive, target, OutputDataConfig.KmsKeyId);
      await rm(archive, { force: true });
      return s3UriOf(target);
    };
    if ((await filesBelow(this.folder.outputData)).length > 0) await put(this.folder.outputData, 'output.tar.gz');
    return withModel ? put(this.folder.model, 'model.tar.gz') : undefined;
  }
}

function failureReason(error: unknown): string {
  const { name, message } = error as Error;
  if (error instanceof ImageUnknown || error instanceof InputInvalid) return `ClientError: ${message}`;
  if (name === 'AccessDenied' || name === 'AccessDeniedException') return `ClientError: AccessDenied: ${message}`;
  if (name.startsWith('NoSuch')) return `ClientError: Data download failed: ${name}: ${message}`;
  return `InternalServerError: ${name}: ${message}`;
}
