import * as z from 'zod';
import { APPROVALS } from './approval';
import { DATASET_MANIFEST_KEY, datasetManifestSchema } from './dataset-manifest';
import { manifestKey, splitPrefix } from './storage-layout';

/** Names a data set by the manifest that describes it, in the images bucket. */
export const manifestReferenceSchema = z.strictObject({
  manifest_key: z.string().regex(/\.json$/, 'the key of a data set manifest ends with .json'),
  /** Exactly this version of it; the newest where absent. */
  version_id: z.string().min(1).optional(),
});
export type ManifestReference = z.infer<typeof manifestReferenceSchema>;

export const WHEN_BUSY = ['refuse', 'wait'] as const;

/** SageMaker wants every hyperparameter as text; numbers and truth values are written as such. */
const hyperparametersSchema = z.record(
  z.string().min(1),
  z.union([z.string(), z.number(), z.boolean()]).transform((value) => String(value)),
);

/**
 * Input of the state machine `TrainModel`. A misspelt field would train another model than the one that was asked for, so nothing
 * unknown is taken; the last two are what Step Functions' console and a parent execution add by themselves.
 */
export const trainModelInputSchema = z.strictObject({
  /** The manifest itself, or where it lies; by default `dataset.json`. */
  dataset: z
    .union([manifestReferenceSchema, datasetManifestSchema], {
      error:
        'must be {"manifest_key": "dataset.json"} (the key of a data set manifest ends with .json), or such a manifest itself',
    })
    .default({ manifest_key: DATASET_MANIFEST_KEY }),
  /** What is not given comes from the data set, or is the algorithm's default. */
  hyperparameters: hyperparametersSchema.default({}),
  /** Of this training; by default the configured one. */
  instanceType: z.string().startsWith('ml.', 'a SageMaker instance type such as ml.m5.large').optional(),
  /** Of this model; by default the configured one. */
  approval: z.enum(APPROVALS).optional(),
  /** What becomes of the execution where another training of the model group is on: it fails as `TrainingInProgress`, or waits for its end. */
  whenBusy: z.enum(WHEN_BUSY).default('refuse'),
  Comment: z.string().optional(),
  AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: z.string().optional(),
});
export type TrainModelInput = z.input<typeof trainModelInputSchema>;

/** How a package stands once its training has ended. */
export const APPROVAL_STATUSES = ['Approved', 'PendingManualApproval', 'Rejected'] as const;
export type ApprovalStatus = (typeof APPROVAL_STATUSES)[number];

/** Output of `TrainModel`, for a model that has passed the gate. */
export const trainModelOutputSchema = z.object({
  trainingJobName: z.string(),
  /** `s3://{models}/{job}/output/model.tar.gz` */
  modelArtifacts: z.string(),
  /** URI of the image that trained, which also serves. */
  trainingImage: z.string(),
  /** The last value of each metric that the log lines gave. */
  metrics: z.array(z.object({ MetricName: z.string(), Value: z.number() }).loose()),
  /** ARN of the registered package. */
  modelPackage: z.string(),
  approvalStatus: z.enum(APPROVAL_STATUSES),
  /** `s3://{models}/{job}/evidence.json` */
  evidence: z.string(),
});
export type TrainModelOutput = z.infer<typeof trainModelOutputSchema>;

/**
 * The cause that an execution ends with whose model has not passed the gate, for `States.Format`: why not, how and as which package it is registered, where its
 * evidence lies.
 */
export const GATE_REFUSAL_FORMAT = '{} Registered as {}: {}. Evidence: {}';
const GATE_REFUSAL =
  /^(?<reason>.*) Registered as (?<status>\w+): (?<modelPackage>arn:\S+)\. Evidence: (?<evidence>s3:\/\/\S+)$/s;

/** What the cause of a `GateNotPassed` says. */
export interface GateRefusal {
  readonly reason: string;
  readonly approvalStatus: ApprovalStatus;
  /** ARN. */
  readonly modelPackage: string;
  /** `s3://{models}/{job}/evidence.json` */
  readonly evidence: string;
}

/** @returns undefined for a text of another form. */
export function parseGateRefusal(cause: string): GateRefusal | undefined {
  const { reason = '', status, modelPackage = '', evidence = '' } = GATE_REFUSAL.exec(cause)?.groups ?? {};
  const approvalStatus = APPROVAL_STATUSES.find((known) => known === status);
  return approvalStatus === undefined ? undefined : { reason, approvalStatus, modelPackage, evidence };
}

/** Channel name in the container -> place in the images bucket: the four channels of SageMaker's image-classification algorithm. */
export const TRAINING_CHANNELS = {
  train: splitPrefix('train'),
  validation: splitPrefix('validation'),
  train_lst: manifestKey('train'),
  validation_lst: manifestKey('validation'),
} as const;

/** Content type of every channel, for images and lists alike. */
export const TRAINING_CONTENT_TYPE = 'application/x-image';
