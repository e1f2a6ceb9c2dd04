import { join } from 'node:path';
import { z } from 'zod';
import type { OperationTable, ServiceCall } from '../../protocol/operations';
import { listMembers, listPage } from '../request/list-page';
import { parseRequest, validationException } from '../request/parse-request';
import { sagemakerArn } from '../sagemaker-arn';
import type { SageMakerContext } from '../sagemaker-context';
import { RecordStore } from '../state/record-store';
import {
  describeModelPackage,
  groupOf,
  type ModelPackage,
  type ModelPackageInput,
  modelPackageArn,
  modelPackageInput,
  summarizeModelPackage,
  updateModelPackage,
  updateModelPackageInput,
} from './model-package';
import { ModelPackageGroups } from './model-package-groups';
import { repeatedRequest, withoutUndefined } from './repeated-request';

const byName = z.strictObject({ ModelPackageName: z.string().min(1).max(2048) });
const listInput = z.strictObject({
  ...listMembers,
  ModelPackageGroupName: z.string().optional(),
  ModelPackageType: z.enum(['Versioned', 'Unversioned', 'Both']).optional(),
  ModelApprovalStatus: z.enum(['Approved', 'Rejected', 'PendingManualApproval']).optional(),
});

/** The model registry: package groups, packages, and their operations. */
export class ModelPackages {
  private readonly records: RecordStore<ModelPackage>;
  private readonly groups: ModelPackageGroups;

  constructor(private readonly context: SageMakerContext) {
    this.records = new RecordStore(join(context.folder, 'model-packages'));
    this.groups = new ModelPackageGroups(context);
  }

  /** @param nameOrArn `{group}/{version}`, a name, or an ARN of either. @throws AwsError `ValidationException` */
  find(nameOrArn: string): ModelPackage {
    const id = nameOrArn.replace(/^arn:[^/]*:model-package\//, '');
    const item = this.records.get(id);
    if (item === undefined)
      throw validationException(`ModelPackage ${sagemakerArn('model-package', id)} does not exist.`);
    return item;
  }

  get operations(): OperationTable {
    const { access } = this.context;
    return {
      ...this.groups.operations((group) => ![...this.records.values()].some((item) => groupOf(item) === group)),
      CreateModelPackage: async (input, call) => this.create(parseRequest(modelPackageInput, input), call),
      DescribeModelPackage: async (input, call) => {
        const item = this.find(parseRequest(byName, input).ModelPackageName);
        access.authorize(call, 'DescribeModelPackage', modelPackageArn(item));
        return { ...describeModelPackage(item), CreatedBy: {} };
      },
      UpdateModelPackage: async (input, call) => {
        const update = parseRequest(updateModelPackageInput, input);
        const before = this.find(update.ModelPackageArn);
        access.authorize(call, 'UpdateModelPackage', modelPackageArn(before));
        const after = this.records.put(before.id, updateModelPackage(before, update, this.context.now()));
        this.emit(after);
        return { ModelPackageArn: modelPackageArn(after) };
      },
      DeleteModelPackage: async (input, call) => {
        const item = this.find(parseRequest(byName, input).ModelPackageName);
        access.authorize(call, 'DeleteModelPackage', modelPackageArn(item));
        this.records.delete(item.id);
        this.context.tags.set(modelPackageArn(item), undefined);
        return {};
      },
      ListModelPackages: async (input, call) => {
        access.authorize(call, 'ListModelPackages', '*');
        const request = parseRequest(listInput, input);
        const facts = (item: ModelPackage) => ({
          name: item.id,
          created: item.created,
          modified: item.modified,
          status: 'Completed',
        });
        const chosen = [...this.records.values()].filter((item) => matches(item, request));
        const { items, NextToken } = listPage(chosen, request, facts, 'Ascending');
        return { ModelPackageSummaryList: items.map(summarizeModelPackage), NextToken };
      },
    };
  }

  private create(input: ModelPackageInput, call: ServiceCall): { ModelPackageArn: string } {
    const { Tags, ClientToken: _, SkipModelValidation: __, ...kept } = input;
    const now = this.context.now();
    const request = withoutUndefined(input);
    if (input.ModelPackageGroupName === undefined) {
      const id = input.ModelPackageName as string;
      this.context.access.authorizeTagged(call, 'CreateModelPackage', sagemakerArn('model-package', id), Tags);
      const before = repeatedRequest(this.records.values(), input);
      if (before !== undefined) return { ModelPackageArn: modelPackageArn(before) };
      if (this.records.has(id)) throw validationException(`Model Package already exists: ${modelPackageArn({ id })}`);
      return this.keep({ id, input: kept, request, created: now, modified: now }, Tags);
    }
    const group = this.groups.find(input.ModelPackageGroupName);
    const next = `${group.name}/${group.versions + 1}`;
    this.context.access.authorize(call, 'CreateModelPackage', sagemakerArn('model-package-group', group.name));
    this.context.access.authorizeTagged(call, 'CreateModelPackage', sagemakerArn('model-package', next), Tags);
    const before = repeatedRequest(this.records.values(), input);
    if (before !== undefined) return { ModelPackageArn: modelPackageArn(before) };
    const version = this.groups.nextVersion(group.name);
    const approved = { ...kept, ModelApprovalStatus: kept.ModelApprovalStatus ?? ('PendingManualApproval' as const) };
    const made = { id: `${group.name}/${version}`, version, input: approved, request, created: now, modified: now };
    return this.keep(made, Tags);
  }

  private keep(item: ModelPackage, tags: ModelPackageInput['Tags']): { ModelPackageArn: string } {
    this.records.put(item.id, item);
    this.context.tags.set(modelPackageArn(item), tags);
    this.emit(item);
    return { ModelPackageArn: modelPackageArn(item) };
  }

  private emit(item: ModelPackage): void {
    const detail = describeModelPackage(item);
    const detailType = 'SageMaker Model Package State Change';
    this.context.changes.emit({ detailType, resource: modelPackageArn(item), detail });
  }
}

function matches(item: ModelPackage, request: z.infer<typeof listInput>): boolean {
  const group = request.ModelPackageGroupName?.replace(/^arn:.*\//, '');
  // Without a group or a type AWS lists the packages that have no versions.
  const type = request.ModelPackageType ?? (group === undefined ? 'Unversioned' : 'Versioned');
  return (
    (type === 'Both' || (type === 'Versioned') === (item.version !== undefined)) &&
    (group === undefined || groupOf(item) === group) &&
    (request.ModelApprovalStatus === undefined || item.input.ModelApprovalStatus === request.ModelApprovalStatus)
  );
}
