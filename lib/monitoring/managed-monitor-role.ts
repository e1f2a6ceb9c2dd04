import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { SHADOW_PREFIX } from '../../core/contracts/managed-monitoring';
import type { MonitorKind } from '../../core/contracts/monitor-report';
import { endpointName } from '../../core/contracts/released-model';
import {
  BASELINE_PREFIX,
  CAPTURE_PREFIX,
  GROUND_TRUTH_PREFIX,
  managedReportsPrefix,
} from '../../core/contracts/storage-layout';
import { allow } from '../checks/allow';
import { ContainerRole } from '../machine/container-role';
import type { StoredData } from '../storage/stored-data';

export interface ManagedMonitorRoleProps {
  readonly environment: NamedEnvironment;
  readonly data: StoredData;
  readonly kind: MonitorKind;
  readonly repositoryArn: string;
  /** Namespace that this monitor publishes in, of SageMaker's own. */
  readonly metricsNamespace: string;
  /** Baseline that it compares with: a folder under `reports/baseline/`. */
  readonly baseline: string;
  readonly readsLabels: boolean;
}

/** What a job of the managed Model Monitor may do: read this endpoint's captures, the baseline and, where it compares with the truth, labels; write its reports. */
export class ManagedMonitorRole extends ContainerRole {
  constructor(scope: Construct, id: string, props: ManagedMonitorRoleProps) {
    const { environment, data, kind, baseline, readsLabels } = props;
    super(scope, id, {
      key: data.key,
      repositoryArn: props.repositoryArn,
      // One group for all processing jobs of the account: it is not ours to own.
      logGroupName: '/aws/sagemaker/ProcessingJobs',
      createsLogGroup: true,
      metricsNamespace: ['/aws/sagemaker/ProcessingJobs', props.metricsNamespace],
      encryptsVolume: true,
    });
    const endpoint = endpointName(environment.app, environment.name);
    const captured = [`${CAPTURE_PREFIX}/${endpoint}/*`, ...(readsLabels ? [`${GROUND_TRUTH_PREFIX}/*`] : [])];
    const compared = `${BASELINE_PREFIX}${baseline}/${kind}/*`;
    const reports = `${managedReportsPrefix(kind)}*`;
    allow(this, {
      sid: 'ListCaptures',
      actions: ['s3:ListBucket'],
      resources: [data.capture.bucketArn],
      conditions: { StringLike: { 's3:prefix': captured } },
    });
    allow(this, {
      sid: 'ReadCaptures',
      actions: ['s3:GetObject'],
      resources: captured.map((place) => data.capture.arnForObjects(place)),
      wildcard: 'Captures of this one endpoint, and labels, by hour.',
    });
    allow(this, {
      sid: 'ListReports',
      actions: ['s3:ListBucket'],
      resources: [data.reports.bucketArn],
      conditions: { StringLike: { 's3:prefix': [compared, reports] } },
    });
    allow(this, {
      sid: 'ReadBaseline',
      actions: ['s3:GetObject'],
      resources: [data.reports.arnForObjects(compared)],
      wildcard: 'Every file of this monitor’s baseline.',
    });
    allow(this, {
      sid: 'WriteReports',
      actions: ['s3:PutObject'],
      resources: [data.reports.arnForObjects(reports)],
      wildcard: 'SageMaker names reports after endpoint, schedule and hour.',
    });
  }

  /**
   * Explanations ask an endpoint that Clarify makes of the model for one job and takes away again.
   * @see https://docs.aws.amazon.com/sagemaker/latest/dg/clarify-processing-job-configure-prerequisites.html
   */
  allowShadowEndpoint(modelName: string): void {
    const arn = (resource: string, resourceName: string): string =>
      Stack.of(this).formatArn({ service: 'sagemaker', resource, resourceName });
    allow(this, {
      sid: 'ReadModel',
      actions: ['sagemaker:DescribeModel'],
      resources: [arn('model', modelName)],
    });
    allow(this, {
      sid: 'RunShadowEndpoint',
      actions: [
        'sagemaker:CreateEndpoint',
        'sagemaker:CreateEndpointConfig',
        'sagemaker:DeleteEndpoint',
        'sagemaker:DeleteEndpointConfig',
        'sagemaker:DescribeEndpoint',
        'sagemaker:DescribeEndpointConfig',
        'sagemaker:InvokeEndpoint',
      ],
      resources: [arn('endpoint', `${SHADOW_PREFIX}*`), arn('endpoint-config', `${SHADOW_PREFIX}*`)],
      wildcard: 'Clarify names the endpoint of each job after this prefix and the time.',
    });
  }
}
