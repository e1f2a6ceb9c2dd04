import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { JsonObject } from '../../../local/protocol/operations';
import { S3Service } from '../../../local/s3/s3-service';
import type { StatesService } from '../../../local/states/states-service';
import { openTestDoor, TestAuthorizer, type TestDoor } from '../../fixtures/test-door';
import { functionArn, StatesFixture, type TestFunction } from './states-fixture';

export const BUCKET = 'items';
export const RESULTS = 'results';

/** Step Functions beside a real S3, both of the laptop. */
export class DistributedMapFixture {
  readonly denied = new Set<string>();
  private readonly folder = mkdtempSync(join(tmpdir(), 'distributed-map-'));
  private readonly s3Authorizer = new TestAuthorizer();
  /** A kill ends a process; these still run, and must not be waited for. */
  private readonly killed: StatesService[] = [];
  private door: TestDoor | undefined;
  private client: S3Client | undefined;
  private fixture: StatesFixture | undefined;

  constructor(private readonly functions: Readonly<Record<string, TestFunction>>) {}

  get states(): StatesFixture {
    if (this.fixture === undefined) throw new Error('call open() first');
    return this.fixture;
  }

  get s3(): S3Client {
    if (this.client === undefined) throw new Error('call open() first');
    return this.client;
  }

  /** What S3 refuses whoever asks. */
  get deniedByS3(): Set<string> {
    return this.s3Authorizer.denied;
  }

  async open(): Promise<this> {
    this.door = await openTestDoor([new S3Service({ folder: join(this.folder, 's3'), authorizer: this.s3Authorizer })]);
    this.client = new S3Client({ ...this.door.clientOptions, forcePathStyle: true });
    for (const Bucket of [BUCKET, RESULTS]) await this.s3.send(new CreateBucketCommand({ Bucket }));
    await this.openStates();
    return this;
  }

  /** Ends the process of Step Functions, in its way or by the way of a kill, and starts another one on the same folder. */
  async restart(how: 'stop' | 'kill'): Promise<void> {
    if (how === 'stop') await this.states.service.stop();
    else this.killed.push(this.states.service);
    await this.openStates();
  }

  async close(): Promise<void> {
    for (const service of [this.states.service, ...this.killed]) await service.stop();
    this.s3.destroy();
    await this.door?.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  put(Key: string, Body: string): Promise<unknown> {
    return this.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body }));
  }

  async read(Key: string, Bucket = RESULTS): Promise<string> {
    const { Body } = await this.s3.send(new GetObjectCommand({ Bucket, Key }));
    return (await Body?.transformToString()) ?? '';
  }

  /** The map run that an execution has begun last. */
  async mapRun(executionArn: string): Promise<JsonObject> {
    const { mapRuns } = (await this.states.call('ListMapRuns', { executionArn })) as { mapRuns: JsonObject[] };
    return this.states.call('DescribeMapRun', { mapRunArn: mapRuns[0]?.mapRunArn });
  }

  async children(mapRunArn: unknown, filter: JsonObject = {}): Promise<readonly JsonObject[]> {
    const { executions } = await this.states.call('ListExecutions', { mapRunArn, maxResults: 1000, ...filter });
    return executions as JsonObject[];
  }

  private async openStates(): Promise<void> {
    this.fixture = await new StatesFixture({
      functions: this.functions,
      denied: this.denied,
      folder: join(this.folder, 'states'),
      storage: () => ({ s3: this.s3, end: () => undefined }),
      waitScale: 0,
    }).open();
  }
}

/** A machine of one Distributed Map whose children call one function. */
export function mapOf(name: string, fields: object = {}, executionType = 'EXPRESS'): object {
  return {
    StartAt: 'Map',
    States: {
      Map: {
        Type: 'Map',
        Label: 'Each',
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: executionType },
          StartAt: 'Work',
          States: { Work: { Type: 'Task', Resource: functionArn(name), End: true } },
        },
        ...fields,
        End: true,
      },
    },
  };
}

export const reader = (resource: string, parameters: object, config?: object) => ({
  ItemReader: {
    Resource: `arn:aws:states:::s3:${resource}`,
    Parameters: { Bucket: BUCKET, ...parameters },
    ...(config === undefined ? {} : { ReaderConfig: config }),
  },
});

export const writer = (config?: object) => ({
  ResultWriter: {
    Resource: 'arn:aws:states:::s3:putObject',
    Parameters: { Bucket: RESULTS, Prefix: 'runs' },
    ...(config === undefined ? {} : { WriterConfig: config }),
  },
});
