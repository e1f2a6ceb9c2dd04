import type { Construct } from 'constructs';
import { CAPTURE_PREFIX } from '../../core/contracts/storage-layout';
import { allow } from '../checks/allow';
import { ContainerRole } from '../machine/container-role';
import type { StoredData } from '../storage/stored-data';

export interface EndpointRoleProps {
  readonly data: StoredData;
  readonly endpointName: string;
  readonly repositoryArn: string;
  /** Of models of tables, where the environment trains them with another image. @default none */
  readonly furtherRepositoryArns?: readonly string[];
  readonly logGroupName: string;
  readonly encryptsVolume: boolean;
  readonly captures: boolean;
  /** ARNs of the alarms that take a deployment back; none on a serverless endpoint. */
  readonly rollbackAlarmArns: readonly string[];
}

/** What the endpoint may do: read models, write captures of its own, nothing else of the data. */
export class EndpointRole extends ContainerRole {
  constructor(scope: Construct, id: string, props: EndpointRoleProps) {
    const { data } = props;
    super(scope, id, {
      key: data.key,
      repositoryArn: props.repositoryArn,
      furtherRepositoryArns: props.furtherRepositoryArns,
      logGroupName: props.logGroupName,
      createsLogGroup: false,
      metricsNamespace: '/aws/sagemaker/Endpoints',
      encryptsVolume: props.encryptsVolume,
    });
    allow(this, {
      sid: 'ReadModels',
      actions: ['s3:GetObject'],
      resources: [data.models.arnForObjects('*/output/model.tar.gz')],
      wildcard: 'Whichever job’s model is released.',
    });
    // SageMaker reads them with this role: https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-configuration.html
    if (props.rollbackAlarmArns.length > 0) {
      allow(this, {
        sid: 'WatchRollbackAlarms',
        actions: ['cloudwatch:DescribeAlarms'],
        resources: props.rollbackAlarmArns,
      });
    }
    if (!props.captures) return;
    allow(this, {
      sid: 'WriteCaptures',
      actions: ['s3:PutObject'],
      resources: [data.capture.arnForObjects(`${CAPTURE_PREFIX}/${props.endpointName}/*`)],
      wildcard: 'Captures of this one endpoint, by variant and hour.',
    });
  }
}
