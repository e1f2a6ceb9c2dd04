import { Stack } from 'aws-cdk-lib';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { Construct } from 'constructs';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { XGBOOST_REGISTRY_ACCOUNTS, XGBOOST_REPOSITORY, XGBOOST_TAG } from '../../core/contracts/xgboost-registry';
import type { TrainingImage } from './training-image';

/** The container image that trains on tables and serves their models: SageMaker's XGBoost, or ours. */
export class TableImage extends Construct {
  readonly uri: string;
  readonly repositoryArn: string;

  /** @param own of the images' training, whose repository it shares */
  constructor(scope: Construct, id: string, { tables, region }: NamedEnvironment, own: TrainingImage) {
    super(scope, id);
    if (tables.image === 'own') {
      this.uri = own.uri;
      this.repositoryArn = own.repositoryArn;
      return;
    }
    this.repositoryArn = Stack.of(this).formatArn({
      service: 'ecr',
      // The configuration refuses a region without a registry.
      account: XGBOOST_REGISTRY_ACCOUNTS[region],
      resource: 'repository',
      resourceName: XGBOOST_REPOSITORY,
    });
    const { repositoryArn } = this;
    const repository = Repository.fromRepositoryAttributes(this, 'Repository', {
      repositoryArn,
      repositoryName: XGBOOST_REPOSITORY,
    });
    this.uri = repository.repositoryUriForTag(XGBOOST_TAG);
  }
}
