import type { Authorizer } from '../../iam/authorizer';
import { AwsError } from '../../protocol/aws-error';
import { requiredString } from '../../protocol/members';
import type { JsonObject, OperationTable, ServiceCall } from '../../protocol/operations';
import type { StatusCounts } from '../map-run/children/child-table';
import type { MapRun } from '../map-run/map-run';
import { childMachineArn } from '../map-run/map-run-arns';
import type { MapRunLimits } from '../map-run/map-run-record';
import type { MapRuns } from '../map-run/map-runs';
import { seconds } from './execution-members';
import type { Executions } from './executions';
import { pageOf } from './page-of';
import { assertExecutionArn, assertMapRunArn } from './state-arns';

/** The operations on map runs. */
export class MapRunOperations {
  readonly table: OperationTable = {
    DescribeMapRun: (input, call) => this.describe(input, call),
    ListMapRuns: (input, call) => this.list(input, call),
    UpdateMapRun: async (input, call) => this.update(input, call),
  };

  constructor(
    private readonly mapRuns: MapRuns,
    private readonly executions: Executions,
    private readonly authorizer: Authorizer,
  ) {}

  private async describe(input: JsonObject, call: ServiceCall): Promise<JsonObject> {
    const run = this.authorizedRun(input, 'states:DescribeMapRun', call);
    const { record } = run;
    const { executions, items } = (await run.children()).counts();
    const { resultsWritten = { executions: 0, items: 0 } } = record;
    return {
      mapRunArn: record.arn,
      executionArn: record.executionArn,
      status: record.status,
      startDate: seconds(record.startDate),
      ...(record.stopDate === undefined ? {} : { stopDate: seconds(record.stopDate) }),
      maxConcurrency: record.limits.maxConcurrency,
      toleratedFailureCount: record.limits.toleratedFailureCount ?? 0,
      toleratedFailurePercentage: record.limits.toleratedFailurePercentage ?? 0,
      itemCounts: countMembers(items, resultsWritten.items),
      executionCounts: countMembers(executions, resultsWritten.executions),
      redriveCount: record.redriveCount,
      ...(record.redriveDate === undefined ? {} : { redriveDate: seconds(record.redriveDate) }),
    };
  }

  private async list(input: JsonObject, { principal }: ServiceCall): Promise<JsonObject> {
    const arn = requiredString(input, 'executionArn');
    assertExecutionArn(arn);
    this.authorizer.authorize({ principal, action: 'states:ListMapRuns', resource: arn });
    await this.executions.read(arn);
    const { page, nextToken } = pageOf(this.mapRuns.list(arn), input, ({ record }) => record.arn);
    const mapRuns = page.map(({ record }) => ({
      executionArn: arn,
      mapRunArn: record.arn,
      stateMachineArn: childMachineArn(record),
      startDate: seconds(record.startDate),
      ...(record.stopDate === undefined ? {} : { stopDate: seconds(record.stopDate) }),
    }));
    return nextToken === undefined ? { mapRuns } : { mapRuns, nextToken };
  }

  /** Changes the limits of a map run, one that runs included. */
  private update(input: JsonObject, call: ServiceCall): JsonObject {
    const run = this.authorizedRun(input, 'states:UpdateMapRun', call);
    const changed = {
      maxConcurrency: numberOf(input, 'maxConcurrency', Number.MAX_SAFE_INTEGER),
      toleratedFailureCount: numberOf(input, 'toleratedFailureCount', Number.MAX_SAFE_INTEGER),
      toleratedFailurePercentage: numberOf(input, 'toleratedFailurePercentage', 100),
    };
    const given = Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== undefined));
    run.update({ ...run.record.limits, ...(given as Partial<MapRunLimits>) });
    return {};
  }

  private authorizedRun(input: JsonObject, action: string, { principal }: ServiceCall): MapRun {
    const arn = requiredString(input, 'mapRunArn');
    assertMapRunArn(arn);
    this.authorizer.authorize({ principal, action, resource: arn });
    return this.mapRuns.get(arn);
  }
}

const countMembers = (counts: StatusCounts, resultsWritten: number): JsonObject => ({
  pending: counts.PENDING - counts.redriven,
  running: counts.RUNNING,
  succeeded: counts.SUCCEEDED,
  failed: counts.FAILED,
  timedOut: counts.TIMED_OUT,
  aborted: counts.ABORTED,
  total: counts.total,
  resultsWritten,
  failuresNotRedrivable: 0,
  pendingRedrive: counts.redriven,
});

/** @throws AwsError ValidationException */
function numberOf(input: JsonObject, name: string, most: number): number | undefined {
  const value = input[name];
  if (value === undefined || (typeof value === 'number' && value >= 0 && value <= most)) return value;
  throw new AwsError('ValidationException', `${name}: a number from 0 to ${most}.`);
}
