import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { monitorsNamespace } from '../../core/contracts/metric-names';
import { MONITOR_KINDS } from '../../core/contracts/monitor-report';
import { endpointName, releasedModelParameterName } from '../../core/contracts/released-model';
import {
  BASELINE_PREFIX,
  CAPTURE_PREFIX,
  GROUND_TRUTH_PREFIX,
  MONITOR_PARTS_PREFIX,
  monitorReportsPrefix,
} from '../../core/contracts/storage-layout';
import type { MonitorEndpointEnvironment } from '../../lambdas/monitor-endpoint/env';
import type { Permission } from '../checks/allow';
import { ServiceFunction } from '../functions/service-function';
import type { StoredData } from '../storage/stored-data';

/** Below the five minutes of an Express execution, whose one task it is. Seconds. */
export const MONITOR_TIMEOUT_SECONDS = 240;
/** A part of 200 files of a hundred images is decoded one after the other; and of the processor what that wants. MB. */
const MEMORY_MB = 2048;
/** Dimension of the metrics. */
export const SCHEDULE_NAME = 'hourly';

export interface MonitorFunctionProps {
  readonly environment: NamedEnvironment;
  readonly data: StoredData;
}

/** The function of all steps of `MonitorEndpoint`. */
export class MonitorFunction extends Construct {
  readonly monitor: ServiceFunction<MonitorEndpointEnvironment>;

  constructor(scope: Construct, id: string, props: MonitorFunctionProps) {
    super(scope, id);
    const { environment, data } = props;
    const { app, name, monitoring, confidenceThreshold } = environment;
    this.monitor = new ServiceFunction<MonitorEndpointEnvironment>(this, 'MonitorEndpoint', {
      service: 'monitor-endpoint',
      description: 'Compares a window of captures with the baseline of the released model',
      environment,
      variables: {
        ENDPOINT_NAME: endpointName(app, name),
        RELEASED_MODEL_PARAMETER: releasedModelParameterName(app, name),
        CAPTURE_BUCKET: data.capture.bucketName,
        REPORTS_BUCKET: data.reports.bucketName,
        CONFIDENCE_THRESHOLD: String(confidenceThreshold),
        FILES_PER_PART: String(monitoring.filesPerPart),
        LABEL_HOURS: String(monitoring.labelHours),
        EXPLAIN: monitoring.explain ? 'yes' : 'no',
        FEATURES: monitoring.features.join(','),
        MONITORS_NAMESPACE: monitorsNamespace(app, name),
        SCHEDULE_NAME,
      },
      timeoutSeconds: MONITOR_TIMEOUT_SECONDS,
      memoryMb: MEMORY_MB,
    });
    for (const permission of this.permissions(props)) this.monitor.allow(permission);
  }

  private permissions({ environment, data }: MonitorFunctionProps): readonly Permission[] {
    const { app, name, monitoring } = environment;
    const endpoint = endpointName(app, name);
    const arn = (service: string, resource: string, resourceName: string): string =>
      Stack.of(this).formatArn({ service, resource, resourceName });
    const ask: Permission = {
      sid: 'ExplainWithEndpoint',
      actions: ['sagemaker:InvokeEndpoint'],
      resources: [arn('sagemaker', 'endpoint', endpoint)],
    };
    return [
      {
        sid: 'ReadReleasedModel',
        actions: ['ssm:GetParameter'],
        resources: [arn('ssm', 'parameter', releasedModelParameterName(app, name).slice(1))],
      },
      {
        sid: 'ListWindows',
        actions: ['s3:ListBucket'],
        resources: [data.capture.bucketArn],
      },
      {
        sid: 'ReadCaptures',
        actions: ['s3:GetObject'],
        resources: [
          data.capture.arnForObjects(`${CAPTURE_PREFIX}/${endpoint}/*`),
          data.capture.arnForObjects(`${GROUND_TRUTH_PREFIX}/*`),
        ],
        wildcard: 'Captures of this one endpoint and labels, by hour.',
      },
      // Without it S3 answers "access denied" where there is no baseline yet.
      { sid: 'ListParts', actions: ['s3:ListBucket'], resources: [data.reports.bucketArn] },
      {
        sid: 'ReadBaselineAndParts',
        actions: ['s3:GetObject'],
        resources: [
          data.reports.arnForObjects(`${BASELINE_PREFIX}*`),
          data.reports.arnForObjects(`${MONITOR_PARTS_PREFIX}*`),
        ],
        wildcard: 'Baselines by model, parts by run.',
      },
      {
        sid: 'WriteReports',
        actions: ['s3:PutObject'],
        resources: [
          data.reports.arnForObjects(`${MONITOR_PARTS_PREFIX}*`),
          ...MONITOR_KINDS.map((kind) => data.reports.arnForObjects(`${monitorReportsPrefix(kind, endpoint)}*`)),
        ],
        wildcard: 'Parts and reports by window and run.',
      },
      {
        sid: 'PublishMetrics',
        actions: ['cloudwatch:PutMetricData'],
        resources: ['*'],
        conditions: { StringEquals: { 'cloudwatch:namespace': monitorsNamespace(app, name) } },
        wildcard: 'Publishing metrics has no resource, and is held to a namespace.',
      },
      { sid: 'UseKey', actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [data.key.keyArn] },
      ...(monitoring.explain ? [ask] : []),
    ];
  }
}
