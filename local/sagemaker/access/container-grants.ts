import { LOCAL_ACCOUNT, LOCAL_REGION, localArn } from '../../account';
import type { ExecutionRole } from './execution-role';

const OWN_REPOSITORY = new RegExp(`^${LOCAL_ACCOUNT}\\.dkr\\.ecr\\.${LOCAL_REGION}\\.amazonaws\\.com/([^:@]+)`);

/** Where a container's logs and metrics go: `/aws/sagemaker/TrainingJobs`, `/aws/sagemaker/Endpoints/{name}`. */
export interface ContainerTelemetry {
  readonly logGroup: string;
  readonly logStream: string;
  /** `/aws/sagemaker/TrainingJobs` */
  readonly metricNamespace: string;
}

/**
 * Judges the role for what SageMaker does with it around a container, besides S3: pull the image (from a repository of this
 * account), write its log, publish its metrics.
 * @throws AwsError `AccessDenied` that names the missing action.
 */
export function judgeContainerGrants(role: ExecutionRole, imageUri: string, telemetry: ContainerTelemetry): void {
  const repository = OWN_REPOSITORY.exec(imageUri)?.[1];
  if (repository !== undefined) {
    const arn = localArn('ecr', `repository/${repository}`);
    role.judge('ecr:GetAuthorizationToken', '*');
    for (const action of ['BatchCheckLayerAvailability', 'GetDownloadUrlForLayer', 'BatchGetImage']) {
      role.judge(`ecr:${action}`, arn);
    }
  }
  // CloudWatch Logs judges actions on a group as the group's ARN followed by `:log-stream:`.
  const group = localArn('logs', `log-group:${telemetry.logGroup}:log-stream:`);
  role.judge('logs:CreateLogGroup', group);
  role.judge('logs:DescribeLogStreams', group);
  role.judge('logs:CreateLogStream', group + telemetry.logStream);
  role.judge('logs:PutLogEvents', group + telemetry.logStream);
  role.judge('cloudwatch:PutMetricData', '*', { 'cloudwatch:namespace': telemetry.metricNamespace });
}
