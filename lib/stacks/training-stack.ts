import { Aws, Fn, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnModelPackageGroup } from 'aws-cdk-lib/aws-sagemaker';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { hasLocalStorage } from '../machine/instance-storage';
import { publish, published } from '../published/publish';
import { removalPolicy } from '../storage/removal-policy';
import { StoredData } from '../storage/stored-data';
import { EvaluateModel } from '../training/evaluate-model';
import { EvaluationQueue } from '../training/evaluation-queue';
import { ModelParameter } from '../training/model-parameter';
import { TrainModel } from '../training/train-model';
import { trainModelAlarms } from '../training/train-model-alarms';
import { TrainingImage } from '../training/training-image';
import { trainingInstanceType } from '../training/training-job';
import { TrainingRole } from '../training/training-role';

/** Training: the image, the state machine `TrainModel`, the registry of its models, and the parameter that names the released one. */
export class TrainingStack extends Stack {
  constructor(scope: Construct, id: string, environment: NamedEnvironment, props: StackProps) {
    super(scope, id, props);
    const data = new StoredData(this, 'Data', environment);
    const operations = Topic.fromTopicArn(this, 'OperationsTopic', published(this, environment, 'OperationsTopicArn'));
    const image = new TrainingImage(this, 'Image', environment);
    const role = new TrainingRole(this, 'TrainingRole', {
      data,
      repositoryArn: image.repositoryArn,
      encryptsVolume: !hasLocalStorage(trainingInstanceType(environment.training)),
      checkpoints: environment.training.checkpoints,
    });
    const { machine } = new TrainModel(this, 'Training', { environment, data, image, role });
    trainModelAlarms(this, { machine, operations });
    const group = new CfnModelPackageGroup(this, 'Registry', {
      modelPackageGroupName: uniqueName(environment),
      modelPackageGroupDescription: `Image classifiers of ${environment.app}, environment ${environment.name}`,
    });
    group.applyRemovalPolicy(removalPolicy(environment.removal));
    const evaluation = new EvaluationQueue(this, 'Evaluation', {
      key: data.key,
      operations,
      removal: environment.removal,
    });
    new EvaluateModel(this, 'EvaluateModel', { environment, data, evaluation, operations });
    new ModelParameter(this, 'ModelParameter', environment);
    publish(this, environment, {
      TrainModelArn: machine.stateMachineArn,
      TrainingImage: image.uri,
      TrainingRepositoryArn: image.repositoryArn,
      ModelPackageGroup: group.modelPackageGroupName,
      EvaluationQueueUrl: evaluation.queue.queueUrl,
    });
  }
}

/**
 * A name that is new with each stack, at most 61 characters: CloudFormation generates none for a model package group, and a retained group of
 * the same name would be in the way when the environment is deployed again.
 */
function uniqueName({ app, name }: NamedEnvironment): string {
  const stackUuid = Fn.select(2, Fn.split('/', Aws.STACK_ID));
  return `${app}-${name}-${Fn.select(0, Fn.split('-', stackUuid))}`;
}
