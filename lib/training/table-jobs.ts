import type { NamedEnvironment } from '../../core/contracts/environment';
import { hasLocalStorage } from '../../core/contracts/instance-storage';
import { jobName, jobTags, namePrefix } from './training-job';

export interface TableJobTarget {
  readonly environment: NamedEnvironment;
  readonly imageUri: string;
  readonly roleArn: string;
  readonly keyArn: string;
  readonly modelsBucket: string;
}

/** One row takes a thousandth of a second: more at a time would only wait. */
const PARALLEL_REQUESTS = 1;
/** Rows of one request of a transform job. MB. */
const PAYLOAD_MB = 6;

/** What our program prints after each round; the built-in algorithm brings its own definitions and refuses others. */
const OWN_METRICS = [
  { Name: 'train:auc', Regex: 'train-auc:([0-9.]+)' },
  { Name: 'validation:auc', Regex: 'validation-auc:([0-9.]+)' },
];

const tagsOf = ({ app, name, tags }: NamedEnvironment) => jobTags({ app, environment: name, ...tags });

/**
 * Parameters of `sagemaker:createTrainingJob.sync`: the channels of the built-in XGBoost, which our program reads alike.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/xgboost.html
 */
export function tableTrainingJob(target: TableJobTarget): Readonly<Record<string, unknown>> {
  const { environment, modelsBucket } = target;
  const channel = (name: 'train' | 'validation'): object => ({
    ChannelName: name,
    ContentType: 'text/csv',
    InputMode: 'File',
    DataSource: {
      S3DataSource: {
        S3DataType: 'S3Prefix',
        S3DataDistributionType: 'FullyReplicated',
        'S3Uri.$': `$.prepared.${name}`,
      },
    },
  });
  return {
    'TrainingJobName.$': jobName(namePrefix(environment)),
    RoleArn: target.roleArn,
    AlgorithmSpecification: {
      TrainingImage: target.imageUri,
      TrainingInputMode: 'File',
      ...(environment.tables.image === 'own' ? { MetricDefinitions: OWN_METRICS } : {}),
    },
    'HyperParameters.$': '$.prepared.hyperparameters',
    InputDataConfig: [channel('train'), channel('validation')],
    OutputDataConfig: { S3OutputPath: `s3://${modelsBucket}/`, KmsKeyId: target.keyArn },
    'ResourceConfig.$': '$.prepared.resourceConfig',
    StoppingCondition: { MaxRuntimeInSeconds: environment.tables.maxRuntimeSeconds },
    Tags: tagsOf(environment),
  };
}

/**
 * Parameters of `sagemaker:createTransformJob.sync`: the validation and test rows, as many in a request as fit; the answers in the rows' order.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTransformJob.html
 */
export function tableTransformJob({ environment, keyArn }: TableJobTarget): Readonly<Record<string, unknown>> {
  const instanceType = environment.training.transformInstanceType;
  return {
    'TransformJobName.$': jobName(namePrefix(environment)),
    'ModelName.$': '$.job.TrainingJobName',
    BatchStrategy: 'MultiRecord',
    MaxConcurrentTransforms: PARALLEL_REQUESTS,
    MaxPayloadInMB: PAYLOAD_MB,
    ModelClientConfig: { InvocationsTimeoutInSeconds: 60, InvocationsMaxRetries: 3 },
    TransformInput: {
      ContentType: 'text/csv',
      SplitType: 'Line',
      DataSource: { S3DataSource: { S3DataType: 'S3Prefix', 'S3Uri.$': '$.prepared.judged' } },
    },
    TransformOutput: {
      Accept: 'text/csv',
      AssembleWith: 'Line',
      KmsKeyId: keyArn,
      'S3OutputPath.$': '$.prepared.answers',
    },
    TransformResources: {
      InstanceCount: 1,
      InstanceType: instanceType,
      ...(hasLocalStorage(instanceType) ? {} : { VolumeKmsKeyId: keyArn }),
    },
    Tags: tagsOf(environment),
  };
}
