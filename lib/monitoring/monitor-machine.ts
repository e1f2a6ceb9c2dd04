import { Duration } from 'aws-cdk-lib';
import type { Policy } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import {
  DistributedMap,
  JsonPath,
  S3JsonItemReader,
  type StateMachine,
  StateMachineType,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { MONITOR_PARTS_PREFIX } from '../../core/contracts/storage-layout';
import { allow, explainPolicy } from '../checks/allow';
import { ServiceMachine } from '../machine/service-machine';
import type { StoredData } from '../storage/stored-data';
import { MonitorStep } from './monitor-step';

/** A window of three months in parts of four minutes, five at a time. Hours. */
const MONITOR_TIMEOUT_HOURS = 12;

export interface MonitorMachineProps {
  readonly environment: NamedEnvironment;
  readonly data: StoredData;
  readonly monitor: IFunction;
}

/**
 * `MonitorEndpoint`: a window of any size, now or on a schedule. Its files are read in parts by as many invocations as they need; what the parts are
 * found to be merges into one report a monitor.
 */
export class MonitorMachine extends Construct {
  readonly machine: StateMachine;

  constructor(scope: Construct, id: string, props: MonitorMachineProps) {
    super(scope, id);
    const { environment, monitor } = props;
    const plan = new MonitorStep(this, 'PlanWindow', monitor, {
      step: 'plan',
      'execution.$': '$$.Execution.Id',
      'input.$': '$',
    });
    const report = new MonitorStep(this, 'ReportWindow', monitor, {
      step: 'report',
      run: { 'run.$': '$.run', 'from.$': '$.from', 'to.$': '$.to' },
    });
    this.machine = new ServiceMachine(this, 'MonitorEndpoint', {
      definition: plan.next(this.parts(props)).next(report),
      timeout: Duration.hours(MONITOR_TIMEOUT_HOURS),
      logRetentionDays: environment.logRetentionDays,
    });
    this.allowSteps(props);
  }

  private parts({ environment, data, monitor }: MonitorMachineProps): DistributedMap {
    const reader = new S3JsonItemReader({ bucket: data.reports, key: JsonPath.stringAt('$.items') });
    // The CDK (2.276.0) would grant every object of the bucket.
    reader.providePolicyStatements = () => [];
    const map = new DistributedMap(this, 'Parts', {
      label: 'Parts',
      mapExecutionType: StateMachineType.EXPRESS,
      itemReader: reader,
      itemSelector: { step: 'analyze', part: JsonPath.objectAt('$$.Map.Item.Value') },
      maxConcurrency: environment.monitoring.maxConcurrency,
      resultPath: JsonPath.DISCARD,
    });
    return map.itemProcessor(new MonitorStep(this, 'AnalyzePart', monitor, '$'));
  }

  /** @see https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html */
  private allowSteps({ data, monitor }: MonitorMachineProps): void {
    const { role } = this.machine;
    allow(role, { sid: 'InvokeMonitor', actions: ['lambda:InvokeFunction'], resources: [monitor.functionArn] });
    allow(role, {
      sid: 'ReadParts',
      actions: ['s3:GetObject'],
      resources: [data.reports.arnForObjects(`${MONITOR_PARTS_PREFIX}*`)],
      wildcard: 'The parts of every run.',
    });
    allow(role, { sid: 'UseKey', actions: ['kms:Decrypt'], resources: [data.key.keyArn] });
    const policy = this.machine.node.findChild('DistributedMapPolicy') as Policy;
    explainPolicy(policy, 'The machine starts, follows and takes up executions of its own, and no others.');
  }
}
