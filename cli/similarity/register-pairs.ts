import { createHash } from 'node:crypto';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { CreateModelPackageCommand } from '@aws-sdk/client-sagemaker';
import { modelEvidenceSchema } from '../../core/contracts/model-evidence';
import { describeVerdict } from '../../core/training/describe-verdict';
import type { PairTarget } from './pair-target';
import type { RunFolder } from './run-folder';

const CSV = 'text/csv';

/**
 * Registers the judged model as a version of the environment's group, with its evidence and metrics: approved where it has passed the gate, rejected,
 * with the reasons, where it has not.
 * @returns ARN of the package; the same where the verdict is registered already
 */
export async function registerPairs(target: PairTarget, folder: RunFolder): Promise<string> {
  const { clients, outputs } = target;
  const { modelPackage } = folder.run;
  if (modelPackage !== undefined) return modelPackage;
  const { image, artifact, job } = folder.need('training');
  const gate = folder.need('gate');
  const { evidence, metrics } = gate;
  const { approvalStatus, description, metadata } = describeVerdict(await readEvidence(target, evidence), {
    approval: 'rule',
    dataset: folder.run.data.name,
    rowNoun: 'row',
    evidence,
    metrics,
  });
  const { ModelPackageArn } = await clients.sageMaker.send(
    new CreateModelPackageCommand({
      ModelPackageGroupName: outputs.get('ModelPackageGroup'),
      // An attempt whose answer was lost must not make a second version.
      ClientToken: createHash('md5').update(job).update(JSON.stringify(gate)).digest('hex'),
      ModelPackageDescription: description,
      ModelApprovalStatus: approvalStatus,
      InferenceSpecification: {
        Containers: [{ Image: image, ModelDataUrl: artifact }],
        SupportedContentTypes: [CSV],
        SupportedResponseMIMETypes: [CSV, 'application/json'],
      },
      ModelMetrics: { ModelQuality: { Statistics: { ContentType: 'application/json', S3Uri: metrics } } },
      CustomerMetadataProperties: metadata,
    }),
  );
  if (ModelPackageArn === undefined) throw new Error('SageMaker has registered the model without an ARN.');
  folder.note({ modelPackage: ModelPackageArn });
  return ModelPackageArn;
}

async function readEvidence({ clients }: PairTarget, uri: string) {
  const [, Bucket, Key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(uri) ?? [];
  const { Body } = await clients.s3.send(new GetObjectCommand({ Bucket, Key }));
  return modelEvidenceSchema.parse(JSON.parse((await Body?.transformToString()) ?? ''));
}
