import { z } from 'zod';
import type { JsonObject } from '../../protocol/operations';
import { resourceName, tagList } from '../request/field-schemas';
import { sagemakerArn } from '../sagemaker-arn';
import { inferenceSpecification } from './inference-specification';

const approvalStatus = z.enum(['Approved', 'Rejected', 'PendingManualApproval']);
const metadata = z.record(z.string().max(128), z.string().max(256)).refine((all) => Object.keys(all).length <= 50, {
  error: 'CustomerMetadataProperties has at most 50 entries.',
});
/** Kept as given: SageMaker does not read what these point at. */
const pointer = z.record(z.string(), z.unknown());

export const modelPackageInput = z
  .strictObject({
    ModelPackageName: resourceName.optional(),
    ModelPackageGroupName: z.string().min(1).max(170).optional(),
    ModelPackageDescription: z.string().max(1024).optional(),
    InferenceSpecification: inferenceSpecification.optional(),
    ModelApprovalStatus: approvalStatus.optional(),
    ModelMetrics: pointer.optional(),
    DriftCheckBaselines: pointer.optional(),
    MetadataProperties: pointer.optional(),
    CustomerMetadataProperties: metadata.optional(),
    Domain: z.string().optional(),
    Task: z.string().optional(),
    SamplePayloadUrl: z.string().optional(),
    SourceUri: z.string().max(1024).optional(),
    SkipModelValidation: z.enum(['All', 'None']).optional(),
    ClientToken: z.string().min(1).max(36).optional(),
    Tags: tagList.optional(),
  })
  .refine(({ ModelPackageName, ModelPackageGroupName }) => (ModelPackageName ?? ModelPackageGroupName) !== undefined, {
    error: 'Missing ARN: give ModelPackageGroupName (a version of a group) or ModelPackageName.',
  })
  .refine(({ ModelPackageName, ModelPackageGroupName }) => !ModelPackageName || !ModelPackageGroupName, {
    error:
      'Both ModelPackageName and ModelPackageGroupName are provided in the input. Cannot determine which one to use.',
  });
export type ModelPackageInput = z.infer<typeof modelPackageInput>;

export const updateModelPackageInput = z.strictObject({
  ModelPackageArn: z.string().min(1).max(2048),
  ModelApprovalStatus: approvalStatus.optional(),
  ApprovalDescription: z.string().max(1024).optional(),
  CustomerMetadataProperties: metadata.optional(),
  CustomerMetadataPropertiesToRemove: z.array(z.string().max(128)).optional(),
  InferenceSpecification: inferenceSpecification.optional(),
  SourceUri: z.string().max(1024).optional(),
  ClientToken: z.string().optional(),
});
export type UpdateModelPackageInput = z.infer<typeof updateModelPackageInput>;

/** A model package as it is kept. Times in seconds since 1970. */
export interface ModelPackage {
  /** `{group}/{version}`, or the name of a package without versions. */
  readonly id: string;
  readonly version?: number;
  readonly input: Omit<ModelPackageInput, 'Tags' | 'ClientToken' | 'SkipModelValidation'>;
  /** The request that made it, which a later change of `input` leaves as it was. */
  readonly request?: ModelPackageInput;
  readonly approvalDescription?: string;
  readonly created: number;
  readonly modified: number;
}

export const modelPackageArn = ({ id }: Pick<ModelPackage, 'id'>): string => sagemakerArn('model-package', id);

/** The group of a versioned package. */
export const groupOf = ({ id, version }: ModelPackage): string | undefined =>
  version === undefined ? undefined : id.slice(0, id.lastIndexOf('/'));

/** Applies UpdateModelPackage: metadata is merged key by key, all else replaced. */
export function updateModelPackage(before: ModelPackage, update: UpdateModelPackageInput, now: number): ModelPackage {
  const {
    ModelPackageArn: _,
    ClientToken: __,
    ApprovalDescription,
    CustomerMetadataPropertiesToRemove,
    ...changes
  } = update;
  const properties = { ...before.input.CustomerMetadataProperties, ...changes.CustomerMetadataProperties };
  for (const key of CustomerMetadataPropertiesToRemove ?? []) delete properties[key];
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  return {
    ...before,
    modified: now,
    approvalDescription: ApprovalDescription ?? before.approvalDescription,
    input: { ...before.input, ...given, CustomerMetadataProperties: properties },
  };
}

/** What DescribeModelPackage answers. */
export function describeModelPackage(item: ModelPackage): JsonObject {
  return {
    ...item.input,
    ModelPackageName: item.version === undefined ? item.id : groupOf(item),
    ModelPackageGroupName: groupOf(item),
    ModelPackageVersion: item.version,
    ModelPackageArn: modelPackageArn(item),
    ModelPackageStatus: 'Completed',
    ModelPackageStatusDetails: { ValidationStatuses: [], ImageScanStatuses: [] },
    ApprovalDescription: item.approvalDescription,
    CreationTime: item.created,
    LastModifiedTime: item.modified,
  };
}

/** One entry of ListModelPackages. */
export function summarizeModelPackage(item: ModelPackage): JsonObject {
  return {
    ModelPackageArn: modelPackageArn(item),
    ...(item.version === undefined
      ? { ModelPackageName: item.id }
      : { ModelPackageGroupName: groupOf(item), ModelPackageVersion: item.version }),
    ModelPackageDescription: item.input.ModelPackageDescription,
    CreationTime: item.created,
    ModelPackageStatus: 'Completed',
    ModelApprovalStatus: item.input.ModelApprovalStatus,
  };
}
