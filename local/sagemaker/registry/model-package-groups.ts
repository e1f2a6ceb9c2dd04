import { join } from 'node:path';
import { z } from 'zod';
import type { OperationTable } from '../../protocol/operations';
import { resourceName, tagList } from '../request/field-schemas';
import { listMembers, listPage } from '../request/list-page';
import { parseRequest, validationException } from '../request/parse-request';
import { sagemakerArn } from '../sagemaker-arn';
import type { SageMakerContext } from '../sagemaker-context';
import { RecordStore } from '../state/record-store';

export interface ModelPackageGroup {
  readonly name: string;
  readonly description?: string;
  readonly created: number;
  /** Versions given so far: a deleted version's number is never given again. */
  readonly versions: number;
}

const createInput = z.strictObject({
  ModelPackageGroupName: resourceName,
  ModelPackageGroupDescription: z.string().max(1024).optional(),
  Tags: tagList.optional(),
});
const byName = z.strictObject({ ModelPackageGroupName: z.string().min(1).max(170) });
const listInput = z.strictObject(listMembers);

/** Model package groups and their operations. */
export class ModelPackageGroups {
  private readonly records: RecordStore<ModelPackageGroup>;

  constructor(private readonly context: SageMakerContext) {
    this.records = new RecordStore(join(context.folder, 'model-package-groups'));
  }

  /** @param nameOrArn @throws AwsError `ValidationException` */
  find(nameOrArn: string): ModelPackageGroup {
    const name = nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1);
    const group = this.records.get(name);
    if (group === undefined) {
      throw validationException(`ModelPackageGroup ${sagemakerArn('model-package-group', name)} does not exist.`);
    }
    return group;
  }

  /** Takes the group's next version number, from 1. */
  nextVersion(nameOrArn: string): number {
    const group = this.find(nameOrArn);
    return this.records.put(group.name, { ...group, versions: group.versions + 1 }).versions;
  }

  /** @param isEmpty whether a group has no packages left. */
  operations(isEmpty: (group: string) => boolean): OperationTable {
    const { access, tags } = this.context;
    return {
      CreateModelPackageGroup: async (input, call) => {
        const { ModelPackageGroupName: name, ...rest } = parseRequest(createInput, input);
        const arn = sagemakerArn('model-package-group', name);
        access.authorizeTagged(call, 'CreateModelPackageGroup', arn, rest.Tags);
        if (this.records.has(name)) throw validationException(`Model Package Group already exists: ${arn}`);
        const description = rest.ModelPackageGroupDescription;
        this.records.put(name, { name, description, created: this.context.now(), versions: 0 });
        tags.set(arn, rest.Tags);
        return { ModelPackageGroupArn: arn };
      },
      DescribeModelPackageGroup: async (input, call) => {
        const { ModelPackageGroupName } = parseRequest(byName, input);
        const { name } = this.find(ModelPackageGroupName);
        access.authorize(call, 'DescribeModelPackageGroup', sagemakerArn('model-package-group', name));
        return { ...describe(this.find(name)), CreatedBy: {} };
      },
      ListModelPackageGroups: async (input, call) => {
        access.authorize(call, 'ListModelPackageGroups', '*');
        const facts = ({ name, created }: ModelPackageGroup) => ({
          name,
          created,
          modified: created,
          status: 'Completed',
        });
        const page = listPage(this.records.values(), parseRequest(listInput, input), facts, 'Ascending');
        return { ModelPackageGroupSummaryList: page.items.map(describe), NextToken: page.NextToken };
      },
      DeleteModelPackageGroup: async (input, call) => {
        const { name } = this.find(parseRequest(byName, input).ModelPackageGroupName);
        const arn = sagemakerArn('model-package-group', name);
        access.authorize(call, 'DeleteModelPackageGroup', arn);
        if (!isEmpty(name)) {
          throw validationException(`Model Package Group ${arn} cannot be deleted: it still has model packages.`);
        }
        this.records.delete(name);
        tags.set(arn, undefined);
        return {};
      },
    };
  }
}

function describe({ name, description, created }: ModelPackageGroup) {
  return {
    ModelPackageGroupName: name,
    ModelPackageGroupArn: sagemakerArn('model-package-group', name),
    ModelPackageGroupDescription: description,
    CreationTime: created,
    ModelPackageGroupStatus: 'Completed',
  };
}
