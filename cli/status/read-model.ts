import { DescribeModelPackageCommand } from '@aws-sdk/client-sagemaker';
import { readEvidence } from '../release/read-evidence';
import { releaseHistory } from '../release/release-history';
import { readModelPackage, readReleasedModel } from '../release/release-parameters';
import { readServingStack } from '../release/serving-stack';
import type { Target } from '../target/target';
import type { ModelStatus } from './service-status';

/** The released model with what its gate has found; null before the first release. */
export async function readModel(target: Target): Promise<ModelStatus | null> {
  const [released, next, served] = await Promise.all([
    readReleasedModel(target),
    readModelPackage(target),
    servedPackage(target),
  ]);
  if (released === undefined) return null;
  const { modelPackage } = released;
  const [latest] = await releaseHistory(target);
  const evidence = await evidenceOf(target, modelPackage);
  return {
    ...released,
    releasedAt: latest?.at.toISOString(),
    ...(evidence && { accuracy: evidence.test.accuracy, accuracyInterval: evidence.test.accuracyInterval }),
    ...(next !== undefined && next !== modelPackage && { nextModelPackage: next }),
    ...(served !== undefined && served !== modelPackage && { servedModelPackage: served }),
  };
}

/** What the serving stack was last updated with; undefined where it is gone, or on its way to something else. */
async function servedPackage(target: Target): Promise<string | undefined> {
  try {
    const { status, modelPackage } = await readServingStack(target);
    return status.endsWith('_IN_PROGRESS') ? undefined : modelPackage;
  } catch (error) {
    if ((error as Error).name === 'ReleaseRefused') return undefined;
    throw error;
  }
}

/** A package that has been deleted, or whose evidence cannot be read, serves all the same. */
async function evidenceOf({ clients }: Target, ModelPackageName: string) {
  try {
    const described = await clients.sageMaker.send(new DescribeModelPackageCommand({ ModelPackageName }));
    return await readEvidence(clients.s3, described);
  } catch (error) {
    if (['ValidationException', 'ReleaseRefused'].includes((error as Error).name)) return undefined;
    throw error;
  }
}
