import type { Clock } from '../../clock';
import type { Authorizer } from '../../iam/authorizer';
import { rolePrincipal } from '../../iam/role-principal';
import { AwsError } from '../../protocol/aws-error';
import { optionalString, requiredString } from '../../protocol/members';
import type { JsonObject, OperationTable, ServiceCall } from '../../protocol/operations';
import { isChildArn } from '../map-run/map-run-arns';
import type { MapRuns } from '../map-run/map-runs';
import { ChildExecutions } from './child-executions';
import { eventMembers, executionMembers, seconds, summaryMembers } from './execution-members';
import type { Executions } from './executions';
import type { ExpressExecutions } from './express-executions';
import { pageOf } from './page-of';
import { assertMachineGrants, machineGrants } from './role-grants';
import { assertExecutionArn, assertMachineArn, assertMapRunArn } from './state-arns';
import type { StateMachine } from './state-machine';
import type { StateMachineRegistry } from './state-machine-registry';

const STATUSES = ['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED', 'PENDING_REDRIVE'];

/** The operations on executions. */
export class ExecutionOperations {
  readonly table: OperationTable = {
    StartExecution: (input, call) => this.start(input, call),
    StartSyncExecution: (input, call) => this.startSync(input, call),
    DescribeExecution: (input, call) => this.describe(input, call),
    DescribeStateMachineForExecution: (input, call) => this.describeMachine(input, call),
    GetExecutionHistory: (input, call) => this.history(input, call),
    ListExecutions: (input, call) => this.list(input, call),
    StopExecution: (input, call) => this.stop(input, call),
    RedriveExecution: (input, call) => this.redrive(input, call),
  };

  private readonly children: ChildExecutions;

  constructor(
    private readonly executions: Executions,
    private readonly express: ExpressExecutions,
    private readonly machines: StateMachineRegistry,
    mapRuns: MapRuns,
    private readonly authorizer: Authorizer,
    private readonly clock: Clock,
  ) {
    this.children = new ChildExecutions(mapRuns);
  }

  private async start(input: JsonObject, call: ServiceCall): Promise<JsonObject> {
    const machine = this.startable(input, 'states:StartExecution', call);
    const text = optionalString(input, 'input');
    const name = optionalString(input, 'name');
    const { arn, startDate } =
      machine.type === 'EXPRESS'
        ? this.express.start(machine, text, name).started
        : this.executions.start(machine, text, name);
    if (machine.type === 'STANDARD') await this.executions.saved();
    return { executionArn: arn, startDate: seconds(startDate) };
  }

  private async startSync(input: JsonObject, call: ServiceCall): Promise<JsonObject> {
    const machine = this.startable(input, 'states:StartSyncExecution', call);
    if (machine.type !== 'EXPRESS') {
      throw new AwsError(
        'StateMachineTypeNotSupported',
        'This operation is not supported by this type of state machine',
      );
    }
    const text = optionalString(input, 'input');
    const record = await this.express.start(machine, text, optionalString(input, 'name')).ended;
    const {
      redriveCount: _,
      redriveStatus: _s,
      redriveStatusReason: _r,
      ...members
    } = executionMembers(record, this.now());
    const billedDurationInMilliseconds = Math.max(
      100,
      Math.ceil(((record.stopDate ?? 0) - record.startDate) / 100) * 100,
    );
    return { ...members, billingDetails: { billedDurationInMilliseconds, billedMemoryUsedInMB: 64 } };
  }

  private async describe(input: JsonObject, call: ServiceCall): Promise<JsonObject> {
    const arn = this.authorizedArn(input, 'states:DescribeExecution', call);
    if (!isChildArn(arn)) return executionMembers((await this.executions.read(arn)).record, this.now());
    const { record, mapRunArn } = await this.children.read(arn);
    return { ...executionMembers(record, this.now()), mapRunArn };
  }

  private async describeMachine(input: JsonObject, call: ServiceCall): Promise<JsonObject> {
    const arn = this.authorizedArn(input, 'states:DescribeStateMachineForExecution', call);
    const { record } = isChildArn(arn) ? await this.children.read(arn) : await this.executions.read(arn);
    const { stateMachineArn, stateMachineName: name, roleArn, startDate } = record;
    const definition = this.executions.definitionText(record);
    return { stateMachineArn, name, definition, roleArn, updateDate: seconds(startDate) };
  }

  private async history(input: JsonObject, call: ServiceCall): Promise<JsonObject> {
    const arn = this.authorizedArn(input, 'states:GetExecutionHistory', call);
    const events = isChildArn(arn) ? await this.children.events(arn) : (await this.executions.read(arn)).events;
    const ordered = input.reverseOrder === true ? [...events].reverse() : events;
    const { page, nextToken } = pageOf(ordered, input, ({ id }) => String(id));
    const shown = page.map((event) => eventMembers(event, input.includeExecutionData !== false));
    return nextToken === undefined ? { events: shown } : { events: shown, nextToken };
  }

  private async list(input: JsonObject, call: ServiceCall): Promise<JsonObject> {
    const mapRunArn = optionalString(input, 'mapRunArn');
    if (mapRunArn !== undefined) return this.listChildren(mapRunArn, input, call);
    const arn = requiredString(input, 'stateMachineArn');
    assertMachineArn(arn);
    this.authorize('states:ListExecutions', arn, call);
    if (this.machines.get(arn).type === 'EXPRESS') {
      throw new AwsError(
        'StateMachineTypeNotSupported',
        'This operation is not supported by this type of state machine',
      );
    }
    const status = statusFilter(input);
    const redriven = optionalString(input, 'redriveFilter');
    const found = this.executions
      .list(arn)
      .filter((summary) => status === undefined || summary.status === status)
      .filter(({ redriveCount }) => redriven === undefined || redriveCount > 0 === (redriven === 'REDRIVEN'));
    const { page, nextToken } = pageOf(found, input, (summary) => summary.arn);
    const executions = page.map(summaryMembers);
    return nextToken === undefined ? { executions } : { executions, nextToken };
  }

  private async listChildren(mapRunArn: string, input: JsonObject, call: ServiceCall): Promise<JsonObject> {
    assertMapRunArn(mapRunArn);
    if (input.stateMachineArn !== undefined) {
      throw new AwsError('ValidationException', 'Either stateMachineArn or mapRunArn is given, not both.');
    }
    this.authorize('states:ListExecutions', mapRunArn, call);
    const { records, nextToken } = await this.children.list(mapRunArn, statusFilter(input), input);
    const executions = records.map((record) => ({ ...summaryMembers(record), mapRunArn, itemCount: record.items }));
    return nextToken === undefined ? { executions } : { executions, nextToken };
  }

  private async stop(input: JsonObject, call: ServiceCall): Promise<JsonObject> {
    const arn = this.authorizedArn(input, 'states:StopExecution', call);
    const reason = { error: optionalString(input, 'error'), cause: optionalString(input, 'cause') };
    const { stopDate } = isChildArn(arn)
      ? await this.children.stop(arn, reason)
      : await this.executions.stop(arn, reason);
    return { stopDate: seconds(stopDate ?? this.now()) };
  }

  private async redrive(input: JsonObject, call: ServiceCall): Promise<JsonObject> {
    const arn = this.authorizedArn(input, 'states:RedriveExecution', call);
    if (isChildArn(arn)) throw redrivenWithItsParent(arn);
    const { redriveDate } = await this.executions.redrive(arn);
    return { redriveDate: seconds(redriveDate ?? this.now()) };
  }

  /** The machine that is to be started; its role is judged for what AWS asks of it beforehand. */
  private startable(input: JsonObject, action: string, call: ServiceCall): StateMachine {
    const arn = requiredString(input, 'stateMachineArn');
    assertMachineArn(arn);
    this.authorize(action, arn, call);
    const machine = this.machines.get(arn);
    assertMachineGrants(machineGrants(machine), rolePrincipal(machine.roleArn, 'AWSStepFunctions'), this.authorizer);
    return machine;
  }

  private authorizedArn(input: JsonObject, action: string, call: ServiceCall): string {
    const arn = requiredString(input, 'executionArn');
    assertExecutionArn(arn);
    this.authorize(action, arn, call);
    return arn;
  }

  private authorize(action: string, resource: string, { principal }: ServiceCall): void {
    this.authorizer.authorize({ principal, action, resource });
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}

/** @throws AwsError ValidationException */
function statusFilter(input: JsonObject): string | undefined {
  const status = optionalString(input, 'statusFilter');
  if (status === undefined || STATUSES.includes(status)) return status;
  throw new AwsError('ValidationException', `statusFilter: one of ${STATUSES.join(', ')}.`);
}

const redrivenWithItsParent = (arn: string): AwsError =>
  new AwsError(
    'ExecutionNotRedrivable',
    `'${arn}' belongs to a map run: redrive the execution that has started the map run.`,
  );
