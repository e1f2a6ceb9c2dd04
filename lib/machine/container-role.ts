import { Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { allow } from '../checks/allow';

export interface ContainerRoleProps {
  readonly key: IKey;
  /** Repository of the container's image. */
  readonly repositoryArn: string;
  /** Of further images, which the same role may run. @default none */
  readonly furtherRepositoryArns?: readonly string[];
  /** Log group that SageMaker writes the container's output to: `/aws/sagemaker/TrainingJobs`. */
  readonly logGroupName: string;
  /** Whether the log group may have to be created by SageMaker. */
  readonly createsLogGroup: boolean;
  /** Namespace of the metrics that SageMaker publishes for the container, or namespaces. */
  readonly metricsNamespace: string | readonly string[];
  /**
   * Whether SageMaker asks for kms:Encrypt: of jobs and endpoints that write with a named key (OutputDataConfig and DataCaptureConfig of
   * its API reference), not of batch transforms. @default true
   */
  readonly encrypts?: boolean;
  /** Whether the instance's volume is encrypted with the key. */
  readonly encryptsVolume: boolean;
}

/**
 * The role that SageMaker takes on for a container of ours, with what every container needs: its image, its log, its metrics, the key.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html
 */
export class ContainerRole extends Role {
  constructor(scope: Construct, id: string, props: ContainerRoleProps) {
    super(scope, id, { assumedBy: new ServicePrincipal('sagemaker.amazonaws.com') });
    const { key, repositoryArn, logGroupName } = props;
    const logGroup = Stack.of(this).formatArn({ service: 'logs', resource: `log-group:${logGroupName}` });
    const logActions = ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'];
    allow(this, {
      sid: 'PullImage',
      actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      resources: [repositoryArn, ...(props.furtherRepositoryArns ?? [])],
    });
    allow(this, {
      sid: 'LogInToRegistry',
      actions: ['ecr:GetAuthorizationToken'],
      resources: ['*'],
      wildcard:
        'Logging in to a registry has no resource; publishing metrics has none either, and is held to a namespace.',
    });
    allow(this, {
      sid: 'WriteLog',
      actions: [...(props.createsLogGroup ? ['logs:CreateLogGroup'] : []), ...logActions],
      resources: [logGroup, `${logGroup}:*`],
      wildcard: 'The streams of this one log group: SageMaker names them after instances.',
    });
    allow(this, {
      sid: 'PublishMetrics',
      actions: ['cloudwatch:PutMetricData'],
      resources: ['*'],
      conditions: { StringEquals: { 'cloudwatch:namespace': props.metricsNamespace } },
    });
    allow(this, {
      sid: 'UseKey',
      actions: ['kms:Decrypt', ...((props.encrypts ?? true) ? ['kms:Encrypt'] : []), 'kms:GenerateDataKey'],
      resources: [key.keyArn],
    });
    if (props.encryptsVolume) {
      allow(this, {
        sid: 'EncryptVolume',
        actions: ['kms:CreateGrant'],
        resources: [key.keyArn],
        conditions: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      });
    }
  }
}
