import { randomUUID } from 'node:crypto';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { captureLine } from '../../../core/capture/capture-line';
import { type CaptureContentTypes, type CaptureRecord, capturedPayload } from '../../../core/capture/capture-record';
import { captureFileKey, hourPath } from '../../../core/contracts/storage-layout';
import { LOCAL_REGION } from '../../account';
import type { ExecutionRole } from '../access/execution-role';
import { kmsKeyArn } from '../access/kms-key-arn';
import type { DeployedConfig } from '../hosting/endpoint';
import type { DataCaptureConfig } from '../hosting/endpoint-config';
import type { SageMakerContext } from '../sagemaker-context';
import { keyBelow, parseS3Uri } from '../storage/s3-location';
import { encryptionOf } from '../storage/upload-file';

/** One answered request. */
export interface Exchange {
  readonly time: Date;
  readonly inputType: string;
  readonly input: Buffer;
  readonly outputType: string;
  readonly output: Buffer;
  readonly inferenceId?: string;
  readonly customAttributes?: string;
}

/** Lines that lie in memory: one file once they are written. */
interface PendingFile {
  readonly variant: string;
  readonly time: Date;
  readonly lines: string[];
  characters: number;
}

/** A file is written early once it holds this much: real files hold some hundred records, and memory stays flat. */
const MAX_RECORDS = 1_000;
const MAX_CHARACTERS = 8 * 1024 * 1024;
/** What S3 refuses is kept for the next attempt up to this; then the oldest file goes. Characters. */
const MAX_BACKLOG = 64 * 1024 * 1024;

/** Captures the requests of one endpoint into S3, as its configuration's DataCaptureConfig says. */
export class CaptureWriter {
  private readonly open = new Map<string, PendingFile>();
  private full: PendingFile[] = [];
  private writing: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  private readonly types: CaptureContentTypes;
  private readonly modes: ReadonlySet<string>;

  private constructor(
    private readonly context: SageMakerContext,
    private readonly endpointName: string,
    private readonly config: DataCaptureConfig,
    private readonly role: ExecutionRole,
  ) {
    const lower = (types: readonly string[] = []) => types.map((type) => type.toLowerCase());
    const header = config.CaptureContentTypeHeader;
    this.types = { csv: lower(header?.CsvContentTypes), json: lower(header?.JsonContentTypes) };
    this.modes = new Set(
      config.CaptureOptions.flatMap(({ CaptureMode }) =>
        CaptureMode === 'InputAndOutput' ? ['Input', 'Output'] : [CaptureMode],
      ),
    );
  }

  /**
   * The writer of a configuration, if it captures. The role is judged now for what a capture needs, so that a missing grant
   * fails the endpoint, aloud, instead of losing captures one by one.
   * @throws AwsError `AccessDenied` naming s3:PutObject, kms:GenerateDataKey or kms:Encrypt
   */
  static of(
    context: SageMakerContext,
    endpointName: string,
    deployed: DeployedConfig,
    role: ExecutionRole,
  ): CaptureWriter | undefined {
    const config = deployed.config.input.DataCaptureConfig;
    if (config === undefined || !config.EnableCapture) return undefined;
    const { bucket, key } = parseS3Uri(config.DestinationS3Uri);
    for (const { VariantName } of deployed.config.input.ProductionVariants) {
      const probe = captureKey(key, {
        endpoint: endpointName,
        variant: VariantName,
        time: context.clock.now(),
        uuid: 'x',
      });
      role.judge('s3:PutObject', `arn:aws:s3:::${bucket}/${probe}`);
    }
    if (config.KmsKeyId !== undefined && config.KmsKeyId !== '') {
      const viaS3 = { 'kms:ViaService': `s3.${LOCAL_REGION}.amazonaws.com` };
      // Encrypt is asked for by DataCaptureConfig's page of the API reference, though S3 itself would do without.
      for (const action of ['kms:GenerateDataKey', 'kms:Encrypt']) {
        role.judge(action, kmsKeyArn(config.KmsKeyId), viaS3);
      }
    }
    return new CaptureWriter(context, endpointName, config, role);
  }

  /** Takes one exchange, if the sample draws it; never waits. */
  offer(variant: string, exchange: Exchange): void {
    if (this.context.random() * 100 >= this.config.InitialSamplingPercentage) return;
    const line = captureLine(this.record(exchange));
    const hour = `${variant} ${hourPath(exchange.time)}`;
    let file = this.open.get(hour);
    if (file === undefined) {
      file = { variant, time: exchange.time, lines: [], characters: 0 };
      this.open.set(hour, file);
    }
    file.lines.push(line);
    file.characters += line.length;
    if (file.lines.length >= MAX_RECORDS || file.characters >= MAX_CHARACTERS) {
      this.open.delete(hour);
      this.full.push(file);
      this.flushInBackground();
    }
    this.timer ??= setTimeout(() => this.flushInBackground(), this.context.timing.captureFlushMs).unref();
  }

  /** Writes everything that was offered until now. @throws S3's error; what was not written is kept for the next time. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.full.push(...this.open.values());
    this.open.clear();
    const previous = this.writing.catch(() => undefined);
    this.writing = previous.then(() => this.write());
    await this.writing;
  }

  /** The last flush; what cannot be written now is lost, and said so. */
  async close(): Promise<void> {
    try {
      await this.flush();
    } catch (error) {
      const lost = this.full.reduce((sum, { lines }) => sum + lines.length, 0);
      this.context.warn(`${lost} captures of endpoint ${this.endpointName} are lost: ${(error as Error).message}`);
    } finally {
      clearTimeout(this.timer);
    }
  }

  private flushInBackground(): void {
    this.flush().catch((error: Error) => {
      this.context.warn(
        `Captures of endpoint ${this.endpointName} could not be written: ${error.name}: ${error.message}`,
      );
      this.timer ??= setTimeout(() => this.flushInBackground(), this.context.timing.captureFlushMs * 5).unref();
      this.dropBeyondBacklog();
    });
  }

  private async write(): Promise<void> {
    const files = this.full;
    this.full = [];
    const { bucket, key } = parseS3Uri(this.config.DestinationS3Uri);
    const failed: PendingFile[] = [];
    let failure: unknown;
    for (const file of files) {
      const { variant, time, lines } = file;
      try {
        await this.role.s3.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key: captureKey(key, { endpoint: this.endpointName, variant, time, uuid: randomUUID() }),
            Body: `${lines.join('\n')}\n`,
            ContentType: 'application/x-jsonlines',
            ...encryptionOf(this.config.KmsKeyId),
          }),
        );
      } catch (error) {
        failed.push(file);
        failure = error;
      }
    }
    this.full.unshift(...failed);
    if (failure !== undefined) throw failure;
  }

  private dropBeyondBacklog(): void {
    let size = this.full.reduce((sum, { characters }) => sum + characters, 0);
    while (size > MAX_BACKLOG && this.full.length > 0) {
      const oldest = this.full.shift() as PendingFile;
      size -= oldest.characters;
      this.context.warn(`${oldest.lines.length} captures of endpoint ${this.endpointName} were dropped.`);
    }
  }

  private record(exchange: Exchange): CaptureRecord {
    const { inputType, input, outputType, output, inferenceId, customAttributes } = exchange;
    return {
      captureData: {
        endpointInput: this.modes.has('Input') ? capturedPayload('INPUT', inputType, input, this.types) : undefined,
        endpointOutput: this.modes.has('Output')
          ? capturedPayload('OUTPUT', outputType, output, this.types)
          : undefined,
      },
      eventMetadata: {
        eventId: randomUUID(),
        inferenceId,
        customAttributes: customAttributes === undefined ? undefined : [customAttributes],
        inferenceTime: `${exchange.time.toISOString().slice(0, 19)}Z`,
      },
      eventVersion: '0',
    };
  }
}

/** The destination's own prefix may be empty. */
function captureKey(prefix: string, file: Parameters<typeof captureFileKey>[1]): string {
  return keyBelow(prefix, captureFileKey('', file).slice(1));
}
