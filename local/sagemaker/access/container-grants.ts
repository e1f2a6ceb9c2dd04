import { LOCAL_ACCOUNT, LOCAL_REGION, localArn } from '../../account';
import type { LogGroups } from '../state/log-groups';
import type { ExecutionRole } from './execution-role';
import { kmsKeyArn } from './kms-key-arn';

const OWN_REPOSITORY = new RegExp(`^${LOCAL_ACCOUNT}\\.dkr\\.ecr\\.${LOCAL_REGION}\\.amazonaws\\.com/([^:@]+)`);

/** What SageMaker touches around a container, besides S3. */
export interface ContainerSurroundings {
  readonly imageUri: string;
  /** `/aws/sagemaker/TrainingJobs`, `/aws/sagemaker/Endpoints/{name}` */
  readonly logGroup: string;
  readonly logStream: string;
  /** `/aws/sagemaker/TrainingJobs` */
  readonly metricNamespace: string;
  /** Key of the instance's volume. */
  readonly volumeKmsKeyId?: string;
}

/**
 * Judges the role for what SageMaker does with it: pull the image (from a repository of this account), encrypt the volume, write
 * the log (making its group where there is none), publish metrics.
 * @throws AwsError `AccessDenied` that names the missing action.
 */
export function judgeContainerGrants(
  role: ExecutionRole,
  surroundings: ContainerSurroundings,
  logGroups: LogGroups,
): void {
  judgeImage(role, surroundings.imageUri);
  if (surroundings.volumeKmsKeyId !== undefined) judgeVolumeKey(role, surroundings.volumeKmsKeyId);
  const { logGroup, logStream, metricNamespace } = surroundings;
  // CloudWatch Logs judges actions on a group as the group's ARN followed by `:log-stream:`.
  const group = localArn('logs', `log-group:${logGroup}:log-stream:`);
  if (!logGroups.exists(logGroup)) {
    role.judge('logs:CreateLogGroup', group);
    logGroups.create(logGroup);
  }
  role.judge('logs:DescribeLogStreams', group);
  role.judge('logs:CreateLogStream', group + logStream);
  role.judge('logs:PutLogEvents', group + logStream);
  role.judge('cloudwatch:PutMetricData', '*', { 'cloudwatch:namespace': metricNamespace });
}

/** Images of other accounts are SageMaker's own, and public to it. */
function judgeImage(role: ExecutionRole, imageUri: string): void {
  const repository = OWN_REPOSITORY.exec(imageUri)?.[1];
  if (repository === undefined) return;
  const arn = localArn('ecr', `repository/${repository}`);
  role.judge('ecr:GetAuthorizationToken', '*');
  for (const action of ['BatchCheckLayerAvailability', 'GetDownloadUrlForLayer', 'BatchGetImage']) {
    role.judge(`ecr:${action}`, arn);
  }
}

/** The volume's service gets a grant on the key, made with the role. */
function judgeVolumeKey(role: ExecutionRole, keyId: string): void {
  role.judge('kms:CreateGrant', kmsKeyArn(keyId), {
    'kms:GrantIsForAWSResource': 'true',
    'kms:ViaService': `sagemaker.${LOCAL_REGION}.amazonaws.com`,
  });
}
