import type { DescribeModelPackageCommandOutput } from '@aws-sdk/client-sagemaker';
import { RegisteredMetadata } from '../../core/contracts/registered-model';
import { type ReleasedModel, TABLE_CONTENT_TYPE } from '../../core/contracts/released-model';

/** What a package says of itself, whether or not it has evidence. */
export interface PackageFacts {
  /** Whether its model takes rows of a table; images otherwise. */
  readonly takesRows: boolean;
  readonly classes?: readonly string[];
  readonly testData?: ReleasedModel['testData'];
}

/** Reads the content types and the metadata of a package. */
export function packageFacts({
  InferenceSpecification,
  CustomerMetadataProperties: metadata = {},
}: Pick<DescribeModelPackageCommandOutput, 'InferenceSpecification' | 'CustomerMetadataProperties'>): PackageFacts {
  const takesRows = InferenceSpecification?.SupportedContentTypes?.includes(TABLE_CONTENT_TYPE) === true;
  const classes = metadata[RegisteredMetadata.classes]?.split('/');
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(metadata[RegisteredMetadata.testData] ?? '') ?? [];
  const labelColumn = metadata[RegisteredMetadata.labelColumn];
  const isNamed = bucket !== undefined && key !== undefined && labelColumn !== undefined;
  return { takesRows, classes, ...(isNamed && { testData: { bucket, key, labelColumn } }) };
}
