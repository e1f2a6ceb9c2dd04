import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AwsError } from '../../protocol/aws-error';
import type { OperationTable, ServiceCall } from '../../protocol/operations';
import type { Models } from '../hosting/models';
import { resourceName } from '../request/field-schemas';
import { listMembers, listPage } from '../request/list-page';
import { parseRequest, validationException } from '../request/parse-request';
import { sagemakerArn } from '../sagemaker-arn';
import type { SageMakerContext } from '../sagemaker-context';
import { RecordStore } from '../state/record-store';
import {
  describeTransformJob,
  isRunning,
  summarizeTransformJob,
  type TransformJob,
  transformJobArn,
} from './transform-job';
import { type TransformJobInput, transformJobInput } from './transform-job-input';
import { TransformRun } from './transform-run';

const byName = z.strictObject({ TransformJobName: resourceName });
const listInput = z.strictObject(listMembers);
const LAPTOP_STOPPED =
  'InternalServerError: the laptop stopped while the job ran. Start the transform again under a new name.';

/** Batch transform jobs: their records, their operations, their runs. */
export class TransformJobs {
  private readonly records: RecordStore<TransformJob>;
  private readonly live = new Map<string, { readonly run: TransformRun; readonly done: Promise<void> }>();
  private closing = false;

  constructor(
    private readonly context: SageMakerContext,
    private readonly models: Models,
  ) {
    this.records = new RecordStore(join(context.folder, 'transform-jobs'));
    for (const job of [...this.records.values()].filter(isRunning)) {
      this.put({ ...job, status: 'Failed', failureReason: LAPTOP_STOPPED, ended: context.now() });
    }
  }

  readonly operations: OperationTable = {
    CreateTransformJob: async (input, call) => this.create(parseRequest(transformJobInput, input), call),
    DescribeTransformJob: async (input, call) => {
      const { TransformJobName } = parseRequest(byName, input);
      this.context.access.authorize(call, 'DescribeTransformJob', transformJobArn(TransformJobName));
      return describeTransformJob(this.find(TransformJobName));
    },
    ListTransformJobs: async (input, call) => {
      this.context.access.authorize(call, 'ListTransformJobs', '*');
      const facts = (job: TransformJob) => ({ ...job, name: job.input.TransformJobName });
      const page = listPage(this.records.values(), parseRequest(listInput, input), facts, 'Descending');
      return { TransformJobSummaries: page.items.map(summarizeTransformJob), NextToken: page.NextToken };
    },
    StopTransformJob: async (input, call) => {
      const { TransformJobName } = parseRequest(byName, input);
      this.context.access.authorize(call, 'StopTransformJob', transformJobArn(TransformJobName));
      const job = this.find(TransformJobName);
      if (!isRunning(job)) {
        throw validationException(`The request was rejected because the transform job is in status ${job.status}.`);
      }
      this.put({ ...job, status: 'Stopping' });
      this.live.get(TransformJobName)?.run.stop();
      return {};
    },
  };

  async stop(): Promise<void> {
    this.closing = true;
    for (const { run } of this.live.values()) run.stop();
    await Promise.all([...this.live.values()].map(({ done }) => done));
  }

  private create({ Tags, ...input }: TransformJobInput, call: ServiceCall): { TransformJobArn: string } {
    const name = input.TransformJobName;
    const arn = transformJobArn(name);
    this.context.access.authorizeTagged(call, 'CreateTransformJob', arn, Tags);
    this.context.access.authorize(call, 'CreateTransformJob', sagemakerArn('model', input.ModelName));
    if (this.records.has(name)) {
      throw new AwsError(
        'ResourceInUse',
        `Job name must be unique within an AWS account and region, and a job with this name already exists (${arn})`,
      );
    }
    const model = this.models.find(input.ModelName);
    if (this.closing) throw new AwsError('ServiceUnavailable', 'The laptop is stopping.', 503);
    const now = this.context.now();
    const job = this.put({ input, status: 'InProgress', created: now, modified: now, started: now });
    this.context.tags.set(arn, Tags);
    const folder = join(this.context.folder, 'transform', name);
    mkdirSync(folder, { recursive: true });
    const run = new TransformRun(this.context, job, model, folder);
    const done = run.run().then((end) => {
      const cut = this.closing && end.status === 'Stopped';
      const failureReason = cut ? LAPTOP_STOPPED : end.status === 'Failed' ? end.reason : undefined;
      const status = cut ? 'Failed' : end.status;
      this.put({ ...this.find(name), status, failureReason, ended: this.context.now() });
      this.live.delete(name);
    });
    this.live.set(name, { run, done });
    return { TransformJobArn: arn };
  }

  private put(job: TransformJob): TransformJob {
    const name = job.input.TransformJobName;
    const kept = this.records.put(name, { ...job, modified: this.context.now() });
    const detailType = 'SageMaker Transform Job State Change';
    this.context.changes.emit({ detailType, resource: transformJobArn(name), detail: describeTransformJob(kept) });
    return kept;
  }

  private find(name: string): TransformJob {
    const job = this.records.get(name);
    if (job === undefined) throw validationException(`Could not find requested job with name: ${name}`);
    return job;
  }
}
