import { createHash } from 'node:crypto';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { CreateModelPackageCommand, type ModelApprovalStatus } from '@aws-sdk/client-sagemaker';
import { modelEvidenceKey, modelMetricsKey } from '../../core/contracts/model-evidence';
import { registeredName } from '../../core/contracts/registered-model';
import { INCOMING_PREFIX, modelArtifactKey } from '../../core/contracts/storage-layout';
import type { Target } from '../target/target';
import type { ModelToRegister } from './model-to-register';
import { packageDescription } from './package-description';
import { packageMetadata } from './package-metadata';
import { registeredEvidence } from './registered-evidence';

/** A model package that was made. */
export interface RegisteredModel {
  /** ARN. */
  readonly modelPackage: string;
  readonly approval: ModelApprovalStatus;
  /** What it is, and what it has shown. */
  readonly description: string;
  readonly classes: readonly string[];
  /** `s3://…` */
  readonly modelArtifacts: string;
  readonly testData?: string;
  readonly evidence?: string;
}

/**
 * Uploads a model with what is known of it, and makes a package of the environment's group. The same model with the same test data is uploaded to the
 * same place; each call makes a package of its own.
 * @throws UsageError for class names that a package cannot hold
 */
export async function registerPackage(target: Target, model: ModelToRegister): Promise<RegisteredModel> {
  const { clients, outputs, environment } = target;
  const { archive, testData, judged } = model;
  const [models, images] = [outputs.get('ModelsBucket'), outputs.get('ImagesBucket')];
  const name = registeredName(contentHash(model));
  const place = testData && {
    bucket: images,
    key: `${INCOMING_PREFIX}${name}/${testData.name}`,
    labelColumn: testData.labelColumn,
  };
  const evidence = judged && place && registeredEvidence(name, judged, place, model.watch);
  const metrics = judged === undefined ? model.metrics : JSON.stringify(judged.evaluation.modelQuality);
  const metadata = packageMetadata({ models, name, model, evidence, place });
  const put = async (Bucket: string, Key: string, Body: string | Uint8Array): Promise<string> => {
    await clients.s3.send(new PutObjectCommand({ Bucket, Key, Body }));
    return `s3://${Bucket}/${Key}`;
  };
  const modelArtifacts = await put(models, modelArtifactKey(name), archive.bytes);
  const rows = place && testData && (await put(place.bucket, place.key, testData.text));
  const metricsUri = metrics === undefined ? undefined : await put(models, modelMetricsKey(name), metrics);
  const evidenceUri = evidence && (await put(models, modelEvidenceKey(name), JSON.stringify(evidence, null, 2)));
  const description = packageDescription(model, evidence);
  const approval = approvalOf(model, environment.training.approval);
  const { ModelPackageArn: modelPackage = '' } = await clients.sageMaker.send(
    new CreateModelPackageCommand({
      ModelPackageGroupName: outputs.get('ModelPackageGroup'),
      ModelPackageDescription: description,
      ModelApprovalStatus: approval,
      InferenceSpecification: {
        Containers: [{ Image: model.image, ModelDataUrl: modelArtifacts }],
        SupportedContentTypes: [...model.contentTypes],
        SupportedResponseMIMETypes: [...model.answerTypes],
      },
      ...(metricsUri && {
        ModelMetrics: { ModelQuality: { Statistics: { ContentType: 'application/json', S3Uri: metricsUri } } },
      }),
      CustomerMetadataProperties: metadata,
    }),
  );
  const places = { modelArtifacts, ...(rows && { testData: rows }), ...(evidenceUri && { evidence: evidenceUri }) };
  return { modelPackage, approval, description, classes: model.classes, ...places };
}

/** Other test data or other classes make another evidence, which must not replace that of an earlier package. */
const contentHash = ({ archive, classes, testData, watch }: ModelToRegister): string =>
  createHash('sha256')
    .update(JSON.stringify([archive.hash, classes, testData ?? null, ...(watch === undefined ? [] : [watch])]))
    .digest('hex');

/** A person decides of what has shown nothing. */
function approvalOf({ approve, judged }: ModelToRegister, approval: 'rule' | 'hand'): ModelApprovalStatus {
  if (approve) return 'Approved';
  if (judged === undefined) return 'PendingManualApproval';
  if (!judged.gate.passed) return 'Rejected';
  return approval === 'hand' ? 'PendingManualApproval' : 'Approved';
}
