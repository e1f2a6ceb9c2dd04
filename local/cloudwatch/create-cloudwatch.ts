import { join } from 'node:path';
import type { Clock } from '../clock';
import type { EventBus } from '../events/event-bus';
import type { Authorizer } from '../iam/authorizer';
import type { LambdaService } from '../lambda/lambda-service';
import type { OperationTable } from '../protocol/operations';
import type { EndpointAlarms } from '../sagemaker/alarms/endpoint-alarms';
import type { SageMakerService } from '../sagemaker/sagemaker-service';
import type { ScheduleRunner } from '../schedules/schedule-runner';
import type { SqsService } from '../sqs/sqs-service';
import { StateFile } from '../state-file';
import type { StatesService } from '../states/states-service';
import type { ResourceProvider } from '../templates/resource-provider';
import { stateChangeDetail } from './alarms/alarm-event';
import { alarmOperations } from './alarms/alarm-operations';
import { AlarmProvider } from './alarms/alarm-provider';
import { Alarms } from './alarms/alarms';
import { CloudWatch, publishChange } from './cloudwatch';
import { CloudWatchService } from './cloudwatch-service';
import { metricOperations } from './metric-operations';
import { MetricStore } from './metric-store';
import { MetricFilters } from './sources/metric-filters';
import { ServiceMetrics } from './sources/service-metrics';

export interface CloudWatchParts {
  readonly service: CloudWatchService;
  readonly cloudWatch: CloudWatch;
  readonly alarms: Alarms;
  readonly providers: readonly ResourceProvider[];
}

export interface CloudWatchSources {
  readonly lambda: LambdaService;
  readonly states: StatesService;
  readonly sageMaker: SageMakerService;
  readonly sqs: SqsService;
}

/** CloudWatch on a folder, with what the other services tell it. */
export function createCloudWatch(options: {
  readonly folder: string;
  readonly sources: CloudWatchSources;
  readonly bus: EventBus;
  readonly schedules: ScheduleRunner;
  readonly endpointAlarms: EndpointAlarms;
  readonly services: (signingName: string) => OperationTable | undefined;
  readonly authorizer: Authorizer;
  readonly clock: Clock;
  /** Whether alarms publish to their topics. */
  readonly alarmActions: boolean;
  readonly warn: (message: string) => void;
}): CloudWatchParts {
  const { folder, sources, bus, clock, authorizer, warn } = options;
  const store = new MetricStore(folder);
  const metrics = new ServiceMetrics(store, clock);
  const filters = new MetricFilters(store);
  const cloudWatch = new CloudWatch({
    store,
    clock,
    filters,
    sampleQueues: () => metrics.sampleQueues(sources.sqs.queues),
    schedule: (item) => options.schedules.put(item),
  });
  const alarms = new Alarms(store, new StateFile(join(folder, 'alarms.json')), clock, (change) => {
    const event = { source: 'aws.cloudwatch', detailType: 'CloudWatch Alarm State Change' };
    bus.publish({ ...event, detail: stateChangeDetail(change), resources: [change.alarm.arn] });
    if (options.alarmActions) void publishChange(change, options.services('sns'), warn);
  });
  const collect = () => cloudWatch.collect();
  sources.lambda.onLog(({ logGroup, message }) => cloudWatch.observeLine(logGroup, message));
  sources.lambda.onInvocation((record) => metrics.observeFunction(record));
  sources.states.onExecutionStatusChange((change) => metrics.observeExecution(change));
  sources.sageMaker.onInvocation((invocation) => metrics.observeEndpoint(invocation));
  const operations = {
    ...metricOperations({ store, authorizer, clock, collect }),
    ...alarmOperations(alarms, authorizer, collect),
  };
  return {
    service: new CloudWatchService(operations, cloudWatch),
    cloudWatch,
    alarms,
    providers: [new AlarmProvider(alarms, options.endpointAlarms), filters],
  };
}
