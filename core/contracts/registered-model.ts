/** Metadata of a model package that was registered from elsewhere, beside `PackageMetadata`: what a release has to know where there is no evidence. */
export const RegisteredMetadata = {
  /** Class names in the order of the model's outputs, `/` between. */
  classes: 'classes',
  /** `s3://…` of labelled rows of a table, and the column of their label. */
  testData: 'testData',
  labelColumn: 'labelColumn',
} as const;

/** What one value of the metadata may hold. @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModelPackage.html */
export const METADATA_VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u;

/** Models bucket: what no training job has written begins so; names of training jobs begin with that of the app. */
export const REGISTERED_PREFIX = 'registered-';

/** Models bucket: `{name}/output/model.tar.gz`, as of a training job, so that the endpoint's role may read it. */
export const registeredName = (contentHash: string): string => `${REGISTERED_PREFIX}${contentHash.slice(0, 16)}`;
