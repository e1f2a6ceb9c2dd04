import {
  DeleteModelPackageCommand,
  DeleteModelPackageGroupCommand,
  paginateListModelPackages,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { unlessGone } from '../is-gone';

/** Deletes the packages of a group, then the group: SageMaker deletes no group that has any. */
export async function removePackageGroup(sageMaker: SageMakerClient, ModelPackageGroupName: string): Promise<void> {
  const arns: string[] = [];
  const pages = paginateListModelPackages({ client: sageMaker }, { ModelPackageGroupName });
  for await (const { ModelPackageSummaryList = [] } of pages)
    arns.push(...ModelPackageSummaryList.flatMap(({ ModelPackageArn }) => ModelPackageArn ?? []));
  for (const ModelPackageName of arns)
    await unlessGone(sageMaker.send(new DeleteModelPackageCommand({ ModelPackageName })));
  await unlessGone(sageMaker.send(new DeleteModelPackageGroupCommand({ ModelPackageGroupName })));
}
