import { createHash } from 'node:crypto';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { parseEpochLine, TrainingCurve } from '../laptop/training-curve';

const LOG_GROUP = '/aws/sagemaker/TrainingJobs';

/** Follows the log of an execution's training job, wherever it runs: CloudWatch Logs has it on AWS, and the laptop's has it too. */
export class EpochWatch {
  readonly curve = new TrainingCurve();
  private jobName?: string;
  private stream?: string;
  private token?: string;

  /** @param executionName the job's name holds its MD5 */
  constructor(
    private readonly clients: { readonly sageMaker: SageMakerClient; readonly logs: CloudWatchLogsClient },
    private readonly executionName: string,
  ) {}

  /** Reads what has been logged since the last time. @returns how far the training is, in words; undefined before its first epoch. */
  async look(): Promise<string | undefined> {
    this.jobName ??= await this.findJob();
    if (this.jobName === undefined) return undefined;
    this.stream ??= await this.findStream(this.jobName);
    if (this.stream === undefined) return undefined;
    await this.read(this.stream);
    const { length } = this.curve.epochs();
    return length === 0 ? undefined : `epoch ${length}${this.curve.text()}`;
  }

  private async findJob(): Promise<string | undefined> {
    const { ListTrainingJobsCommand } = await import('@aws-sdk/client-sagemaker');
    const NameContains = createHash('md5').update(this.executionName).digest('hex');
    const { TrainingJobSummaries = [] } = await this.clients.sageMaker.send(
      new ListTrainingJobsCommand({ NameContains }),
    );
    return TrainingJobSummaries[0]?.TrainingJobName;
  }

  private async findStream(jobName: string): Promise<string | undefined> {
    const { DescribeLogStreamsCommand } = await import('@aws-sdk/client-cloudwatch-logs');
    const query = { logGroupName: LOG_GROUP, logStreamNamePrefix: `${jobName}/` };
    try {
      const { logStreams = [] } = await this.clients.logs.send(new DescribeLogStreamsCommand(query));
      return logStreams[0]?.logStreamName;
    } catch (error) {
      // The group comes with the account's first job.
      if ((error as Error).name === 'ResourceNotFoundException') return undefined;
      throw error;
    }
  }

  private async read(logStreamName: string): Promise<void> {
    const { GetLogEventsCommand } = await import('@aws-sdk/client-cloudwatch-logs');
    for (;;) {
      const query = { logGroupName: LOG_GROUP, logStreamName, startFromHead: true, nextToken: this.token };
      const { events = [], nextForwardToken } = await this.clients.logs.send(new GetLogEventsCommand(query));
      for (const { message = '' } of events) {
        const entry = parseEpochLine(message);
        if (entry !== undefined) this.curve.add(entry);
      }
      const more = nextForwardToken !== this.token && events.length > 0;
      this.token = nextForwardToken;
      if (!more) return;
    }
  }
}
