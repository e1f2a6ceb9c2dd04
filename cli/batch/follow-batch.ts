import {
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  DescribeMapRunCommand,
  ListExecutionsCommand,
  ListMapRunsCommand,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import { type BatchCounts, childOutputSchema } from '../../core/contracts/batch';
import { pause } from '../pause';

/** How a batch stands while it runs. */
export interface BatchProgress {
  /** Images whose child has ended, and images in all; unknown while the names are still being read. */
  readonly done: number;
  readonly total?: number;
  /** Outcomes of the children that have been looked at; not more than `done`. */
  readonly seen: BatchCounts;
}

/** How often, and how many children at most each time: Step Functions allows a new account 15 looks a second. */
export interface FollowPace {
  readonly milliseconds: number;
  readonly children: number;
}
export const LAPTOP_FOLLOW_PACE: FollowPace = { milliseconds: 200, children: 1_000 };
export const AWS_FOLLOW_PACE: FollowPace = { milliseconds: 2_000, children: 10 };

/** Waits for the end of a batch, and tells how it stands meanwhile. @returns how the execution ended */
export async function followBatch(
  stepFunctions: SFNClient,
  executionArn: string,
  pace: FollowPace,
  report: (progress: BatchProgress) => void,
  signal: AbortSignal,
): Promise<DescribeExecutionCommandOutput> {
  const children = new SeenChildren(stepFunctions, pace.children);
  for (;;) {
    const execution = await stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
    if (execution.status !== 'RUNNING') return execution;
    const { mapRuns = [] } = await stepFunctions.send(new ListMapRunsCommand({ executionArn }));
    const mapRunArn = mapRuns[0]?.mapRunArn;
    if (mapRunArn !== undefined) {
      const { itemCounts } = await stepFunctions.send(new DescribeMapRunCommand({ mapRunArn }));
      await children.look(mapRunArn);
      const { succeeded = 0, failed = 0, timedOut = 0, aborted = 0, total = 0 } = itemCounts ?? {};
      const done = succeeded + failed + timedOut + aborted;
      report({ done, ...(total === 0 ? {} : { total }), seen: children.counts() });
    }
    await pause(pace.milliseconds, signal);
  }
}

/** The children that have succeeded, each looked at once for what became of its images. */
class SeenChildren {
  private readonly seen = new Set<string>();
  private readonly tally = { images: 0, accepted: 0, secondLook: 0, failed: 0 };

  constructor(
    private readonly stepFunctions: SFNClient,
    private readonly atMost: number,
  ) {}

  counts(): BatchCounts {
    return { ...this.tally };
  }

  async look(mapRunArn: string): Promise<void> {
    let left = this.atMost;
    let nextToken: string | undefined;
    do {
      const page = new ListExecutionsCommand({ mapRunArn, statusFilter: 'SUCCEEDED', maxResults: 1000, nextToken });
      const { executions = [], nextToken: next } = await this.stepFunctions.send(page);
      for (const { executionArn = '' } of executions) {
        if (left === 0) return;
        if (this.seen.has(executionArn)) continue;
        left -= 1;
        this.seen.add(executionArn);
        await this.count(executionArn);
      }
      nextToken = next;
    } while (nextToken !== undefined);
  }

  private async count(executionArn: string): Promise<void> {
    const { output = '{}' } = await this.stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
    const parsed = childOutputSchema.safeParse(JSON.parse(output));
    for (const { outcome } of parsed.data?.results ?? []) {
      this.tally.images += 1;
      if (outcome === 'accepted') this.tally.accepted += 1;
      else if (outcome === 'second-look') this.tally.secondLook += 1;
      else this.tally.failed += 1;
    }
  }
}
