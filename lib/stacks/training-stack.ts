import { Aws, Fn, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnModelPackageGroup } from 'aws-cdk-lib/aws-sagemaker';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { hasLocalStorage } from '../../core/contracts/instance-storage';
import { publish, published } from '../published/publish';
import { removalPolicy } from '../storage/removal-policy';
import { StoredData } from '../storage/stored-data';
import { EvaluateModel } from '../training/evaluate-model';
import { EvaluationQueue } from '../training/evaluation-queue';
import { imagePlan } from '../training/image-plan';
import { ManifestArrival } from '../training/manifest-arrival';
import { ModelParameter } from '../training/model-parameter';
import { TableTraining } from '../training/table-training';
import { TrainModel } from '../training/train-model';
import { trainModelAlarms } from '../training/train-model-alarms';
import { TrainingFunctions } from '../training/training-functions';
import { TrainingImage } from '../training/training-image';
import { TrainingRole } from '../training/training-role';
import { TransformRole } from '../training/transform-role';

/** Training: the image, the state machine `TrainModel`, the registry of its models, and the parameter that names the released one. */
export class TrainingStack extends Stack {
  constructor(scope: Construct, id: string, environment: NamedEnvironment, props: StackProps) {
    super(scope, id, props);
    const data = new StoredData(this, 'Data', environment);
    const operations = Topic.fromTopicArn(this, 'OperationsTopic', published(this, environment, 'OperationsTopicArn'));
    const image = new TrainingImage(this, 'Image', environment);
    const group = new CfnModelPackageGroup(this, 'Registry', {
      modelPackageGroupName: uniqueName(environment),
      modelPackageGroupDescription: `${environment.tables.enabled ? 'Models' : 'Image classifiers'} of ${environment.app}, environment ${environment.name}`,
    });
    group.applyRemovalPolicy(removalPolicy(environment.removal));
    const { modelPackageGroupName: modelPackageGroup } = group;
    const roles = this.roles(environment, data, image);
    const functions = new TrainingFunctions(this, 'Functions', { environment, data, modelPackageGroup });
    const { machine } = new TrainModel(this, 'Training', {
      environment,
      plan: imagePlan({ environment, data, image, functions, role: roles.role }),
      holdLease: functions.holdLease,
      modelPackageGroup,
      ...roles,
    });
    const arrival = new ManifestArrival(this, 'Arrival', { environment, data, machine, operations });
    trainModelAlarms(this, { environment, machine, operations, functions, starter: arrival.starter });
    const evaluation = new EvaluationQueue(this, 'Evaluation', {
      key: data.key,
      operations,
      removal: environment.removal,
    });
    new EvaluateModel(this, 'EvaluateModel', { environment, data, evaluation, operations });
    new ModelParameter(this, 'ModelParameter', environment);
    const tables = environment.tables.enabled
      ? new TableTraining(this, 'Tables', {
          environment,
          data,
          operations,
          image,
          holdLease: functions.holdLease,
          modelPackageGroup,
        })
      : undefined;
    publish(this, environment, {
      ...(tables && { TrainTableArn: tables.machine.stateMachineArn, TableRepositoryArn: tables.repositoryArn }),
      TrainModelArn: machine.stateMachineArn,
      TrainingImage: image.uri,
      TrainingRepositoryArn: image.repositoryArn,
      ModelPackageGroup: modelPackageGroup,
      EvaluationQueueUrl: evaluation.queue.queueUrl,
    });
  }

  private roles(environment: NamedEnvironment, data: StoredData, { repositoryArn }: TrainingImage) {
    const { checkpoints, transformInstanceType } = environment.training;
    return {
      // An input may choose an instance whose volume is encrypted with the key.
      role: new TrainingRole(this, 'TrainingRole', { data, repositoryArn, encryptsVolume: true, checkpoints }),
      transformRole: new TransformRole(this, 'TransformRole', {
        data,
        repositoryArn,
        encryptsVolume: !hasLocalStorage(transformInstanceType),
      }),
    };
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
