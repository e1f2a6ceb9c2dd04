import { Stack, type StackProps } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { metricsNamespace } from '../../core/contracts/metric-names';
import { ManagedMonitors } from '../monitoring/managed-monitors';
import { MonitorAlarms } from '../monitoring/monitor-alarms';
import { MonitorDashboard } from '../monitoring/monitor-dashboard';
import { MONITOR_TIMEOUT_SECONDS, MonitorFunction } from '../monitoring/monitor-function';
import { MonitorMachine } from '../monitoring/monitor-machine';
import { MonitorSchedule } from '../monitoring/monitor-schedule';
import { publish, published } from '../published/publish';
import { StoredData } from '../storage/stored-data';
import { FunctionAlarms } from '../workflow/function-alarms';

/** Monitoring: the state machine `MonitorEndpoint`, its schedule, alarms and dashboard. */
export class MonitoringStack extends Stack {
  constructor(scope: Construct, id: string, environment: NamedEnvironment, props: StackProps) {
    super(scope, id, props);
    const data = new StoredData(this, 'Data', environment);
    const operations = Topic.fromTopicArn(this, 'OperationsTopic', published(this, environment, 'OperationsTopicArn'));
    const { monitor } = new MonitorFunction(this, 'Function', { environment, data });
    const { machine } = new MonitorMachine(this, 'Monitors', { environment, data, monitor });
    if (environment.monitoring.enabled) {
      new MonitorSchedule(this, 'Schedule', { machine, expression: environment.monitoring.schedule });
    }
    const { managed } = environment.monitoring;
    if (managed !== undefined) new ManagedMonitors(this, 'Managed', { environment, data, managed });
    new MonitorAlarms(this, 'Alarms', { environment, machine, operations });
    new FunctionAlarms(this, 'MonitorEndpointAlarms', {
      watched: monitor,
      timeoutSeconds: MONITOR_TIMEOUT_SECONDS,
      metricsNamespace: metricsNamespace(environment.app, environment.name),
      operations,
    });
    new MonitorDashboard(this, 'Overview', { environment });
    publish(this, environment, { MonitorEndpointArn: machine.stateMachineArn });
  }
}
