import type { JsonObject } from '../protocol/operations';
import { parseTemplate } from '../templates/template';
import type { Stack } from './stack';
import type { StackEvent } from './stack-event';
import type { StackRecord } from './stack-record';

const HIDDEN = '****';

/** A stack as DescribeStacks shows it. */
export function describeStack(record: StackRecord): JsonObject {
  const { Description, Parameters } = parseTemplate(record.templateBody);
  return {
    StackId: record.stackId,
    StackName: record.stackName,
    Description,
    Parameters: Object.entries(record.parameters).map(([name, { given, value, fromSsm }]) => {
      const hidden = String(Parameters[name]?.NoEcho) === 'true';
      return {
        ParameterKey: name,
        ParameterValue: hidden ? HIDDEN : given,
        ResolvedValue: fromSsm && !hidden ? String(value) : undefined,
      };
    }),
    CreationTime: record.createdAt,
    LastUpdatedTime: record.updatedAt,
    DeletionTime: record.deletedAt,
    RollbackConfiguration: {},
    StackStatus: record.status,
    StackStatusReason: record.statusReason,
    DisableRollback: false,
    NotificationARNs: [],
    Capabilities: ['CAPABILITY_NAMED_IAM'],
    Outputs: Object.entries(record.outputs).map(([name, { value, description, exportName }]) => ({
      OutputKey: name,
      OutputValue: value,
      Description: description,
      ExportName: exportName,
    })),
    Tags: Object.entries(record.tags).map(([Key, Value]) => ({ Key, Value })),
    EnableTerminationProtection: false,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}

/** A stack as ListStacks shows it. */
export function summarizeStack(record: StackRecord): JsonObject {
  return {
    StackId: record.stackId,
    StackName: record.stackName,
    TemplateDescription: parseTemplate(record.templateBody).Description,
    CreationTime: record.createdAt,
    LastUpdatedTime: record.updatedAt,
    DeletionTime: record.deletedAt,
    StackStatus: record.status,
    StackStatusReason: record.statusReason,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}

/** The resources of a stack, in the form that DescribeStackResources and ListStackResources share. */
export function describeResources({ record }: Stack): JsonObject[] {
  return Object.entries(record.resources).map(([logicalId, resource]) => ({
    LogicalResourceId: logicalId,
    PhysicalResourceId: resource.physicalId,
    ResourceType: resource.type,
    ResourceStatus: resource.status,
    LastUpdatedTimestamp: resource.updatedAt,
    DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
  }));
}

export function describeEvent(event: StackEvent): JsonObject {
  return {
    StackId: event.stackId,
    EventId: event.eventId,
    StackName: event.stackName,
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.type,
    Timestamp: event.time,
    ResourceStatus: event.status,
    ResourceStatusReason: event.reason,
  };
}
