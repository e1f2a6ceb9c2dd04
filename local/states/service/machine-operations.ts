import { localArn } from '../../account';
import type { Authorizer } from '../../iam/authorizer';
import { AwsError } from '../../protocol/aws-error';
import { requiredString } from '../../protocol/members';
import type { JsonObject, OperationTable, ServiceCall } from '../../protocol/operations';
import { seconds } from './execution-members';
import { pageOf } from './page-of';
import { assertMachineArn } from './state-arns';
import { configurationMembers } from './state-machine';
import type { StateMachineRegistry } from './state-machine-registry';

/** The operations on state machines. They are made and changed by templates alone. */
export class MachineOperations {
  readonly table: OperationTable = {
    DescribeStateMachine: async (input, call) => this.describe(input, call),
    ListStateMachines: async (input, call) => this.list(input, call),
    ListTagsForResource: async (input, call) => this.tags(input, call),
  };

  constructor(
    private readonly machines: StateMachineRegistry,
    private readonly authorizer: Authorizer,
  ) {}

  private describe(input: JsonObject, { principal }: ServiceCall): JsonObject {
    const arn = requiredString(input, 'stateMachineArn');
    assertMachineArn(arn);
    this.authorizer.authorize({ principal, action: 'states:DescribeStateMachine', resource: arn });
    const machine = this.machines.get(arn);
    return {
      stateMachineArn: arn,
      name: machine.name,
      status: 'ACTIVE',
      definition: machine.definitionText,
      roleArn: machine.roleArn,
      type: machine.type,
      creationDate: seconds(machine.creationDate),
      revisionId: machine.revisionId,
      ...configurationMembers(machine),
    };
  }

  private list(input: JsonObject, { principal }: ServiceCall): JsonObject {
    this.authorizer.authorize({
      principal,
      action: 'states:ListStateMachines',
      resource: localArn('states', 'stateMachine:*'),
    });
    const { page, nextToken } = pageOf(this.machines.list(), input, ({ arn }) => arn);
    const stateMachines = page.map(({ arn, name, type, creationDate }) => ({
      stateMachineArn: arn,
      name,
      type,
      creationDate: seconds(creationDate),
    }));
    return nextToken === undefined ? { stateMachines } : { stateMachines, nextToken };
  }

  private tags(input: JsonObject, { principal }: ServiceCall): JsonObject {
    const arn = requiredString(input, 'resourceArn');
    this.authorizer.authorize({ principal, action: 'states:ListTagsForResource', resource: arn });
    const machine = this.machines.find(arn);
    if (machine === undefined) throw new AwsError('ResourceNotFound', `Resource not found: '${arn}'`);
    return { tags: Object.entries(machine.tags).map(([key, value]) => ({ key, value })) };
  }
}
