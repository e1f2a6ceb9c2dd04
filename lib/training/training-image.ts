import { Stack } from 'aws-cdk-lib';
import { type IRepository, Repository, TagMutability } from 'aws-cdk-lib/aws-ecr';
import { Construct } from 'constructs';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { removalPolicy } from '../storage/removal-policy';
import { BUILT_IN_REPOSITORY, BUILT_IN_TAG, builtInRegistryAccount } from './built-in-algorithm';

/** Enough to go back to; every image is a few hundred megabytes. */
const IMAGES_KEPT = 20;

/** The container image that trains and serves: SageMaker's algorithm, or ours in a repository of this environment. */
export class TrainingImage extends Construct {
  /** `{account}.dkr.ecr.{region}.amazonaws.com/{repository}:{tag}` */
  readonly uri: string;
  readonly repositoryArn: string;

  constructor(scope: Construct, id: string, environment: NamedEnvironment) {
    super(scope, id);
    const { training } = environment;
    const repository = training.image === 'own' ? this.own(environment) : this.builtIn(environment);
    this.repositoryArn = repository.repositoryArn;
    this.uri = repository.repositoryUriForTag(training.image === 'own' ? training.imageTag : BUILT_IN_TAG);
  }

  private own({ removal }: NamedEnvironment): IRepository {
    return new Repository(this, 'Repository', {
      imageScanOnPush: true,
      imageTagMutability: TagMutability.IMMUTABLE,
      lifecycleRules: [{ description: 'Old images', maxImageCount: IMAGES_KEPT }],
      removalPolicy: removalPolicy(removal),
      emptyOnDelete: removal === 'destroy',
    });
  }

  private builtIn({ region }: NamedEnvironment): IRepository {
    const repositoryArn = Stack.of(this).formatArn({
      service: 'ecr',
      account: builtInRegistryAccount(region),
      resource: 'repository',
      resourceName: BUILT_IN_REPOSITORY,
    });
    return Repository.fromRepositoryAttributes(this, 'Repository', {
      repositoryArn,
      repositoryName: BUILT_IN_REPOSITORY,
    });
  }
}
