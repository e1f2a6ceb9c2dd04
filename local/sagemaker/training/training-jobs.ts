import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AwsError } from '../../protocol/aws-error';
import type { OperationTable, ServiceCall } from '../../protocol/operations';
import { resourceName } from '../request/field-schemas';
import { listMembers, listPage } from '../request/list-page';
import { parseRequest, validationException } from '../request/parse-request';
import { sagemakerArn } from '../sagemaker-arn';
import type { SageMakerContext } from '../sagemaker-context';
import { RecordStore } from '../state/record-store';
import { assertInputExists } from './input-existence';
import { describeTrainingJob, enter, isRunning, newTrainingJob, type TrainingJob } from './training-job';
import { type TrainingJobInput, trainingJobInput } from './training-job-input';
import { type MetricPoint, TrainingMetrics } from './training-metrics';
import { TrainingRun } from './training-run';

const byName = z.strictObject({ TrainingJobName: resourceName });
const listInput = z.strictObject(listMembers);

export interface TrainingLogLine {
  readonly jobName: string;
  readonly line: string;
}

const LAPTOP_STOPPED =
  'InternalServerError: the laptop stopped while the job ran. Start the training again under a new name.';

interface LiveRun {
  readonly run: TrainingRun;
  readonly metrics: TrainingMetrics;
  readonly done: Promise<void>;
}

/** Training jobs: their records, their operations, their runs. */
export class TrainingJobs {
  private readonly records: RecordStore<TrainingJob>;
  private readonly live = new Map<string, LiveRun>();
  private readonly listeners = new Set<(line: TrainingLogLine) => void>();
  private closing = false;

  constructor(private readonly context: SageMakerContext) {
    this.records = new RecordStore(join(context.folder, 'training-jobs'));
    for (const job of [...this.records.values()].filter(isRunning)) {
      this.records.put(job.input.TrainingJobName, enter(job, 'Failed', context.now(), LAPTOP_STOPPED));
    }
  }

  readonly operations: OperationTable = {
    CreateTrainingJob: async (input, call) => this.create(parseRequest(trainingJobInput, input), call),
    DescribeTrainingJob: async (input, call) => {
      const { TrainingJobName } = parseRequest(byName, input);
      this.context.access.authorize(call, 'DescribeTrainingJob', sagemakerArn('training-job', TrainingJobName));
      return describeTrainingJob(this.find(TrainingJobName));
    },
    ListTrainingJobs: async (input, call) => {
      this.context.access.authorize(call, 'ListTrainingJobs', '*');
      const request = parseRequest(listInput, input);
      const facts = (job: TrainingJob) => ({
        name: job.input.TrainingJobName,
        created: job.created,
        modified: job.modified,
        status: job.status,
      });
      const { items, NextToken } = listPage(this.records.values(), request, facts, 'Ascending');
      return { TrainingJobSummaries: items.map(summary), NextToken };
    },
    StopTrainingJob: async (input, call) => {
      const { TrainingJobName } = parseRequest(byName, input);
      this.context.access.authorize(call, 'StopTrainingJob', sagemakerArn('training-job', TrainingJobName));
      const job = this.find(TrainingJobName);
      if (!isRunning(job)) {
        throw validationException(`The request was rejected because the training job is in status ${job.status}.`);
      }
      if (job.status === 'InProgress') this.enter(TrainingJobName, 'Stopping');
      this.live.get(TrainingJobName)?.run.stop('Stopped', this.context.timing.trainingGraceMs);
      return {};
    },
  };

  /** Hears every line that a training container writes. @returns a function that ends the subscription. */
  onLog(listener: (line: TrainingLogLine) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Every value that the job's log lines gave, in order. */
  metricSeries(jobName: string): readonly MetricPoint[] {
    const live = this.live.get(jobName);
    if (live !== undefined) return live.metrics.points;
    if (!this.records.has(jobName)) return [];
    try {
      return JSON.parse(readFileSync(join(this.folder(jobName), 'metrics.json'), 'utf8')) as MetricPoint[];
    } catch {
      // A job that failed before its container started has written none.
      return [];
    }
  }

  /** Ends every container and marks its job failed. */
  async stop(): Promise<void> {
    this.closing = true;
    for (const { run } of this.live.values()) run.stop('Stopped', this.context.timing.shutdownGraceMs);
    await Promise.all([...this.live.values()].map(({ done }) => done));
  }

  private async create(input: TrainingJobInput, call: ServiceCall): Promise<{ TrainingJobArn: string }> {
    const name = input.TrainingJobName;
    const arn = sagemakerArn('training-job', name);
    this.context.access.authorizeTagged(call, 'CreateTrainingJob', arn, input.Tags);
    this.context.access.passRole(call, input.RoleArn);
    this.assertUnique(name, arn);
    await assertInputExists(this.context, input);
    this.assertUnique(name, arn);
    if (this.closing) throw new AwsError('ServiceUnavailable', 'The laptop is stopping.', 503);
    this.context.tags.set(arn, input.Tags);
    this.records.put(name, newTrainingJob(input, this.context.now()));
    this.start(name);
    return { TrainingJobArn: arn };
  }

  private assertUnique(name: string, arn: string): void {
    if (!this.records.has(name)) return;
    throw new AwsError(
      'ResourceInUse',
      `Training job names must be unique within an AWS account and region, and a training job with this name already exists (${arn})`,
    );
  }

  private start(name: string): void {
    const job = this.find(name);
    const metrics = new TrainingMetrics(job.input.AlgorithmSpecification.MetricDefinitions);
    mkdirSync(this.folder(name), { recursive: true });
    const run = new TrainingRun(this.context, job, this.folder(name), {
      entered: (status) => {
        // A job that is being stopped stays so while its last files are uploaded.
        if (this.find(name).status === 'InProgress') this.enter(name, status);
      },
      logged: (line) => {
        metrics.read(line, this.context.now());
        for (const listener of this.listeners) listener({ jobName: name, line });
      },
    });
    const done = run.run().then((end) => {
      writeFileSync(join(this.folder(name), 'metrics.json'), JSON.stringify(metrics.points));
      const modelArtifacts = 'modelArtifacts' in end ? end.modelArtifacts : undefined;
      this.records.put(name, { ...this.find(name), finalMetrics: metrics.final(), modelArtifacts });
      if (end.status === 'Failed') this.enter(name, 'Failed', end.reason);
      else if (this.closing && end.status === 'Stopped') this.enter(name, 'Failed', LAPTOP_STOPPED);
      else this.enter(name, end.status);
      this.live.delete(name);
    });
    this.live.set(name, { run, metrics, done });
  }

  private enter(name: string, ...[status, reason]: [TrainingJob['secondary'], string?]): void {
    const job = this.records.put(name, enter(this.find(name), status, this.context.now(), reason));
    this.context.changes.emit({
      detailType: 'SageMaker Training Job State Change',
      resource: sagemakerArn('training-job', name),
      detail: describeTrainingJob(job),
    });
  }

  private find(name: string): TrainingJob {
    const job = this.records.get(name);
    if (job === undefined) throw validationException('Requested resource not found.');
    return job;
  }

  private folder(name: string): string {
    return join(this.context.folder, 'training', name);
  }
}

function summary(job: TrainingJob) {
  return {
    TrainingJobName: job.input.TrainingJobName,
    TrainingJobArn: sagemakerArn('training-job', job.input.TrainingJobName),
    CreationTime: job.created,
    TrainingEndTime: job.trainingEnded,
    LastModifiedTime: job.modified,
    TrainingJobStatus: job.status,
    SecondaryStatus: job.secondary,
  };
}
