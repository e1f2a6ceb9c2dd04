import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { CreateModelPackageCommand } from '@aws-sdk/client-sagemaker';
import { packFolder } from '../../local/sagemaker/storage/archive';
import type { RunningLaptop } from '../laptop/bring-up';
import { choosePackage } from '../release/choose-package';
import { describeReleased } from '../release/describe-released';
import { holdReleaseLease } from '../release/lease/hold-release-lease';
import { type ReleaseResult, releaseModel } from '../release/release-model';

/** In the order of the model's answers: class 1 is a good risk. */
const CLASSES = ['bad', 'good'] as const;

/**
 * Packs a model folder, brings it into the models bucket and registers it as an approved version of the environment's group.
 * @returns ARN of the package
 */
export async function registerCredit(
  { clients, outputs }: RunningLaptop,
  model: string,
  folder: string,
): Promise<string> {
  const archive = join(folder, 'model.tar.gz');
  await packFolder(model, archive);
  const Body = await readFile(archive);
  const Bucket = outputs.get('ModelsBucket');
  // Where training jobs leave theirs: the endpoint may read there and nowhere else.
  const Key = `credit-${createHash('sha256').update(Body).digest('hex').slice(0, 16)}/output/model.tar.gz`;
  await clients.s3.send(new PutObjectCommand({ Bucket, Key, Body }));
  const { ModelPackageArn } = await clients.sageMaker.send(
    new CreateModelPackageCommand({
      ModelPackageGroupName: outputs.get('ModelPackageGroup'),
      ModelPackageDescription: 'Credit risk: boosted trees behind a one-hot preprocessing',
      ModelApprovalStatus: 'Approved',
      InferenceSpecification: {
        Containers: [{ Image: outputs.get('TrainingImage'), ModelDataUrl: `s3://${Bucket}/${Key}` }],
        SupportedContentTypes: ['text/csv'],
        SupportedResponseMIMETypes: ['text/csv', 'application/json'],
      },
    }),
  );
  if (ModelPackageArn === undefined) throw new Error('SageMaker has registered the model without an ARN.');
  return ModelPackageArn;
}

/** Brings a registered model into service as every model comes there: parameter, stack update, alarms. */
export async function releaseCredit(
  { clients, outputs, environment }: RunningLaptop,
  modelPackage: string,
  report: (text: string) => void,
  signal: AbortSignal,
): Promise<ReleaseResult> {
  const target = { clients, outputs, environment };
  return holdReleaseLease(target, async (lease) => {
    const chosen = await choosePackage(target, { wanted: modelPackage, approve: false });
    const released = describeReleased(chosen, { classes: CLASSES });
    return releaseModel(target, lease, { released }, report, signal);
  });
}
