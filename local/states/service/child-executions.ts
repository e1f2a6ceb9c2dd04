import { AwsError } from '../../protocol/aws-error';
import type { JsonObject } from '../../protocol/operations';
import type { HistoryEvent } from '../history/history-event';
import type { StopReason } from '../interpreter/execution-run';
import { describeChild, type MapRun } from '../map-run/map-run';
import { childArn } from '../map-run/map-run-arns';
import type { MapRuns } from '../map-run/map-runs';
import { ExecutionFile } from '../storage/execution-file';
import type { ExecutionRecord } from '../storage/execution-record';
import { pageBounds } from './page-of';

/** The executions that map runs have started. */
export class ChildExecutions {
  constructor(private readonly mapRuns: MapRuns) {}

  /** @throws AwsError ExecutionDoesNotExist */
  async read(arn: string): Promise<{ readonly record: ExecutionRecord; readonly mapRunArn: string }> {
    const { run, index } = this.mapRuns.child(arn);
    const record = await describeChild(run, index);
    if (record === undefined) throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
    return { record, mapRunArn: run.record.arn };
  }

  /** The children that have begun, in the order of their items. */
  async list(
    mapRunArn: string,
    status: string | undefined,
    input: JsonObject,
  ): Promise<{
    readonly records: readonly (ExecutionRecord & { readonly items: number })[];
    readonly nextToken?: string;
  }> {
    const run = this.mapRuns.get(mapRunArn);
    const table = await run.children();
    const { start, size } = pageBounds(input);
    const records: (ExecutionRecord & { readonly items: number })[] = [];
    for (let index = start; index < table.length; index++) {
      const own = table.status(index);
      if (own === 'PENDING' || (status !== undefined && own !== status)) continue;
      if (records.length === size) return { records, nextToken: Buffer.from(String(index)).toString('base64url') };
      const record = await describeChild(run, index);
      if (record !== undefined) records.push({ ...record, items: table.itemsOf(index) });
    }
    return { records };
  }

  /** @throws AwsError StateMachineTypeNotSupported for Express children, of which AWS keeps none; ExecutionDoesNotExist */
  async events(arn: string): Promise<readonly HistoryEvent[]> {
    const { run, index } = this.mapRuns.child(arn);
    assertStandard(run);
    const live = run.running(index);
    if (live !== undefined) return live.history.events;
    await this.read(arn);
    const stored = await new ExecutionFile(run.folder, childArn(run.record, index)).read();
    return stored?.events ?? [];
  }

  /** @throws AwsError StateMachineTypeNotSupported, ExecutionDoesNotExist */
  async stop(arn: string, reason: StopReason): Promise<{ readonly stopDate?: number }> {
    const { run, index } = this.mapRuns.child(arn);
    assertStandard(run);
    run.running(index)?.stop(reason);
    return { stopDate: (await this.read(arn)).record.stopDate };
  }
}

function assertStandard({ record }: MapRun): void {
  if (record.executionType === 'STANDARD') return;
  throw new AwsError('StateMachineTypeNotSupported', 'This operation is not supported by this type of state machine');
}
