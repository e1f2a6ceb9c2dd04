import {
  DescribeModelPackageCommand,
  type DescribeModelPackageCommandOutput,
  ListModelPackagesCommand,
  UpdateModelPackageCommand,
} from '@aws-sdk/client-sagemaker';
import type { ModelEvidence } from '../../core/contracts/model-evidence';
import { UsageError } from '../usage-error';
import { type PackageFacts, packageFacts } from './package-facts';
import { readEvidence } from './read-evidence';
import { ReleaseRefused } from './release-errors';
import type { ReleaseTarget } from './release-target';

export interface PackageChoice {
  /** ARN of a package of the environment's group, or its version number; the newest approved one where absent. */
  readonly wanted?: string;
  /** Whether the user approves of a package that is not approved. */
  readonly approve: boolean;
}

export interface ChosenPackage {
  readonly arn: string;
  /** What its gate has found; undefined where it was registered without. */
  readonly evidence: ModelEvidence | undefined;
  /** What the package says of itself. */
  readonly facts: PackageFacts;
  /** False where only the user approves of it: `approvePackage` is still to be called. */
  readonly approved: boolean;
}

/**
 * Finds the package to release.
 * @throws UsageError for a package that is not there or of another group; ReleaseRefused where it is not approved, with the reasons.
 */
export async function choosePackage(target: ReleaseTarget, choice: PackageChoice): Promise<ChosenPackage> {
  const described = await find(target, choice);
  const { ModelPackageArn: arn = '', ModelPackageStatus: status, ModelApprovalStatus: approval } = described;
  if (status !== 'Completed') throw new ReleaseRefused(`${arn} is ${status}: SageMaker has not made it whole.`);
  const evidence = await readEvidence(target.clients.s3, described);
  const facts = packageFacts(described);
  if (approval === 'Approved') return { arn, evidence, facts, approved: true };
  if (!choice.approve) throw notApproved(described, evidence);
  return { arn, evidence, facts, approved: false };
}

/** Puts the user's approval on record. */
export async function approvePackage({ clients }: ReleaseTarget, ModelPackageArn: string): Promise<void> {
  const ApprovalDescription = 'Approved by hand when it was released';
  const approval = { ModelPackageArn, ModelApprovalStatus: 'Approved', ApprovalDescription } as const;
  await clients.sageMaker.send(new UpdateModelPackageCommand(approval));
}

async function find(
  target: ReleaseTarget,
  { wanted, approve }: PackageChoice,
): Promise<DescribeModelPackageCommandOutput> {
  const group = groupName(target.outputs.get('ModelPackageGroup'));
  const ModelPackageName = wanted === undefined ? await newest(target, group, approve) : arnOf(target, group, wanted);
  const described = await target.clients.sageMaker
    .send(new DescribeModelPackageCommand({ ModelPackageName }))
    .catch((cause: Error) => {
      if (cause.name !== 'ValidationException') throw cause;
      throw new UsageError(`There is no model package ${ModelPackageName}: ${cause.message}`, { cause });
    });
  if (described.ModelPackageGroupName === group) return described;
  throw new UsageError(
    `${ModelPackageName} belongs to the group ${described.ModelPackageGroupName ?? '(none)'}; this environment releases from ${group}.`,
  );
}

/** The newest approved package; where the user approves of what comes, the newest of all. */
async function newest({ clients }: ReleaseTarget, ModelPackageGroupName: string, any: boolean): Promise<string> {
  const list = (ModelApprovalStatus?: 'Approved') =>
    clients.sageMaker.send(
      new ListModelPackagesCommand({
        ModelPackageGroupName,
        ModelApprovalStatus,
        SortBy: 'CreationTime',
        SortOrder: 'Descending',
        MaxResults: 1,
      }),
    );
  const [found] = (await list(any ? undefined : 'Approved')).ModelPackageSummaryList ?? [];
  if (found?.ModelPackageArn !== undefined) return found.ModelPackageArn;
  const [other] = any ? [] : ((await list()).ModelPackageSummaryList ?? []);
  throw new ReleaseRefused(
    other === undefined
      ? `The group ${ModelPackageGroupName} has no model package: train a model first ('train').`
      : `The group ${ModelPackageGroupName} has no approved model package. The newest is ${other.ModelPackageArn} (${other.ModelApprovalStatus}): release it with --approve, or train another.`,
  );
}

function arnOf({ environment, outputs }: ReleaseTarget, group: string, wanted: string): string {
  if (!/^\d+$/.test(wanted)) return wanted;
  const [, partition, , , account] = outputs.get('TrainModelArn').split(':');
  return `arn:${partition}:sagemaker:${environment.region}:${account}:model-package/${group}/${wanted}`;
}

function notApproved(
  { ModelPackageArn, ModelApprovalStatus, ApprovalDescription = '' }: DescribeModelPackageCommandOutput,
  evidence: ModelEvidence | undefined,
): ReleaseRefused {
  const reasons = [...(evidence?.gate.reasons ?? []), ApprovalDescription].filter((reason) => reason !== '');
  const said = reasons.length === 0 ? 'No reason is on record.' : reasons.join(' ');
  return new ReleaseRefused(
    `${ModelPackageArn} is ${ModelApprovalStatus}. ${said} Where you know better, release it with --approve.`,
  );
}

/** The output may be a name or an ARN. */
const groupName = (nameOrArn: string): string => nameOrArn.replace(/^arn:.*\//, '');
