import type { ServerResponse } from 'node:http';
import { localArn } from '../account';
import type { LaptopRequest } from '../front-door/laptop-request';
import type { LaptopService } from '../front-door/laptop-service';
import type { Authorizer } from '../iam/authorizer';
import type { JsonObject, Operation, OperationTable, ServiceCall } from '../protocol/operations';
import { failQuery, handleQuery, type QueryService } from '../protocol/query-protocol';
import { parseTemplate, type TemplateParameter } from '../templates/template';
import { describeEvent, describeResources, describeStack, summarizeStack } from './describe-stack';
import { stackArn, stackNameOf } from './stack-arn';
import type { StackEngine } from './stack-engine';
import { readUpdateInput } from './update-input';
import { validationError } from './validation-error';

const QUERY: QueryService = { xmlNamespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/' };

export interface CloudFormationServiceOptions {
  readonly engine: StackEngine;
  readonly authorizer: Authorizer;
}

/** CloudFormation's API over the stack engine. Answers come whole: nothing is paged. */
export class CloudFormationService implements LaptopService {
  readonly signingNames = ['cloudformation'];
  readonly operations: OperationTable;
  private readonly engine: StackEngine;
  private readonly authorizer: Authorizer;

  constructor({ engine, authorizer }: CloudFormationServiceOptions) {
    this.engine = engine;
    this.authorizer = authorizer;
    this.operations = {
      DescribeStacks: this.describing('DescribeStacks', (input) => this.describeStacks(input)),
      ListStacks: this.unscoped('ListStacks', (input) => this.listStacks(input)),
      DescribeStackResources: this.describing('DescribeStackResources', (input) => this.describeStackResources(input)),
      DescribeStackResource: this.describing('DescribeStackResource', (input) => this.describeStackResource(input)),
      ListStackResources: this.describing('ListStackResources', (input) => ({
        StackResourceSummaries: describeResources(engine.stack(nameIn(input))),
      })),
      DescribeStackEvents: this.describing('DescribeStackEvents', (input) => ({
        StackEvents: engine.stack(nameIn(input)).events.map(describeEvent).reverse(),
      })),
      GetTemplate: this.describing('GetTemplate', (input) => ({
        TemplateBody: engine.stack(nameIn(input)).record.templateBody,
        StagesAvailable: ['Original', 'Processed'],
      })),
      ValidateTemplate: this.unscoped('ValidateTemplate', validateTemplate),
      ListExports: this.unscoped('ListExports', () => ({
        Exports: engine
          .exports()
          .map(({ name, value, stackId }) => ({ ExportingStackId: stackId, Name: name, Value: value })),
      })),
      UpdateStack: this.describing('UpdateStack', async (input, { principal }) => {
        const { RoleARN: role } = input;
        if (typeof role === 'string') {
          const context = { 'iam:PassedToService': 'cloudformation.amazonaws.com' };
          authorizer.authorize({ principal, action: 'iam:PassRole', resource: role, context });
        }
        const { stackId } = await engine.update(nameIn(input), readUpdateInput(input));
        return { StackId: stackId };
      }),
      CancelUpdateStack: this.describing('CancelUpdateStack', (input) => {
        engine.cancelUpdate(nameIn(input));
        return undefined;
      }),
      DeleteStack: this.describing('DeleteStack', (input) => {
        void engine.delete(nameIn(input));
        return undefined;
      }),
    };
  }

  handle(request: LaptopRequest, response: ServerResponse): Promise<void> {
    return handleQuery(this.operations, QUERY, request, response);
  }

  fail(error: unknown, request: LaptopRequest, response: ServerResponse): void {
    failQuery(error, QUERY, request, response);
  }

  stop(): Promise<void> {
    return this.engine.stop();
  }

  /** An operation on one stack, authorized on its ARN; without a stack's name, on all. */
  private describing(
    name: string,
    operation: (input: JsonObject, call: ServiceCall) => JsonObject | undefined | Promise<JsonObject | undefined>,
  ): Operation {
    return async (input, call) => {
      const { principal } = call;
      const stack = input.StackName;
      const resource = typeof stack === 'string' ? stackArn(stackNameOf(stack)) : localArn('cloudformation', 'stack/*');
      this.authorizer.authorize({ principal, action: `cloudformation:${name}`, resource });
      return operation(input, call);
    };
  }

  private unscoped(name: string, operation: (input: JsonObject) => JsonObject): Operation {
    return async (input, { principal }) => {
      this.authorizer.authorize({ principal, action: `cloudformation:${name}`, resource: '*' });
      return operation(input);
    };
  }

  /** Without a name every stack that is not deleted; a deleted one is found by its ARN only, as on AWS. */
  private describeStacks({ StackName: name }: JsonObject): JsonObject {
    if (typeof name !== 'string' || name === '') {
      const records = this.engine.records().filter(({ status }) => status !== 'DELETE_COMPLETE');
      return { Stacks: records.map(describeStack) };
    }
    const { record } = this.engine.stack(name);
    if (record.status === 'DELETE_COMPLETE' && !name.startsWith('arn:')) {
      throw validationError(`Stack with id ${name} does not exist`);
    }
    return { Stacks: [describeStack(record)] };
  }

  private listStacks({ StackStatusFilter: filter }: JsonObject): JsonObject {
    const wanted = Array.isArray(filter) ? new Set(filter) : undefined;
    const records = this.engine.records().filter(({ status }) => wanted?.has(status) ?? true);
    return { StackSummaries: records.map(summarizeStack) };
  }

  private describeStackResources(input: JsonObject): JsonObject {
    const stack = this.engine.stack(nameIn(input));
    const { stackName, stackId } = stack.record;
    const resources = describeResources(stack)
      .filter(({ LogicalResourceId }) => [undefined, LogicalResourceId].includes(input.LogicalResourceId))
      .map(({ LastUpdatedTimestamp, ...resource }) => ({
        StackName: stackName,
        StackId: stackId,
        ...resource,
        Timestamp: LastUpdatedTimestamp,
      }));
    return { StackResources: resources };
  }

  private describeStackResource(input: JsonObject): JsonObject {
    const stack = this.engine.stack(nameIn(input));
    const { stackName, stackId } = stack.record;
    const found = describeResources(stack).find(({ LogicalResourceId: id }) => id === input.LogicalResourceId);
    if (found === undefined) {
      throw validationError(`Resource ${String(input.LogicalResourceId)} does not exist for stack ${stackName}`);
    }
    return { StackResourceDetail: { StackName: stackName, StackId: stackId, ...found } };
  }
}

function nameIn({ StackName: name }: JsonObject): string {
  if (typeof name === 'string' && name !== '') return name;
  throw validationError('StackName is needed.');
}

function validateTemplate({ TemplateBody: body }: JsonObject): JsonObject {
  const { Description, Parameters } = parseTemplateInput(body);
  return {
    Description,
    Parameters: Object.entries(Parameters).map(([ParameterKey, parameter]: [string, TemplateParameter]) => ({
      ParameterKey,
      DefaultValue: parameter.Default,
      NoEcho: String(parameter.NoEcho) === 'true',
      Description: parameter.Description,
    })),
  };
}

function parseTemplateInput(body: unknown): ReturnType<typeof parseTemplate> {
  try {
    return parseTemplate(String(body ?? ''));
  } catch (error) {
    throw validationError(`Template error: ${(error as Error).message}`);
  }
}
