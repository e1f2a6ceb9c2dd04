import type { S3Client } from '@aws-sdk/client-s3';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import type { DescribeModelPackageCommandOutput } from '@aws-sdk/client-sagemaker';
import { type ModelEvidence, modelEvidenceSchema, PackageMetadata } from '../../core/contracts/model-evidence';
import { ReleaseRefused } from './release-errors';

/**
 * What the gate has found out about a package's model; undefined for a package that was registered without.
 * @throws ReleaseRefused where the package names evidence that cannot be read.
 */
export async function readEvidence(
  s3: S3Client,
  { ModelPackageArn, CustomerMetadataProperties = {} }: DescribeModelPackageCommandOutput,
): Promise<ModelEvidence | undefined> {
  const uri = CustomerMetadataProperties[PackageMetadata.evidence];
  if (uri === undefined) return undefined;
  try {
    return await evidenceAt(s3, uri);
  } catch (cause) {
    const { name, message } = cause as Error;
    throw new ReleaseRefused(
      `The evidence of ${ModelPackageArn}, ${uri}, cannot be read (${name}: ${message}): train again, or register the model without it.`,
      { cause },
    );
  }
}

/** Reads evidence by its address. @throws whatever S3 fails with, and what is no evidence */
export async function evidenceAt(s3: S3Client, uri: string): Promise<ModelEvidence> {
  const [, Bucket, Key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(uri) ?? [];
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return modelEvidenceSchema.parse(JSON.parse((await Body?.transformToString()) ?? ''));
}
