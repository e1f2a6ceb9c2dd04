import type { JsonObject } from '../../protocol/operations';
import { readEndpointAlarm } from '../../sagemaker/alarms/endpoint-alarm';
import type { EndpointAlarms } from '../../sagemaker/alarms/endpoint-alarms';
import type { DesiredResource, ProvidedResource, ResourceProvider } from '../../templates/resource-provider';
import { readAlarm } from './alarm';
import type { Alarms } from './alarms';

/** `AWS::CloudWatch::Alarm`: Ref gives the name. One that watches an endpoint is also evaluated for the endpoint's deployments. */
export class AlarmProvider implements ResourceProvider {
  readonly type = 'AWS::CloudWatch::Alarm';

  constructor(
    private readonly alarms: Alarms,
    private readonly endpointAlarms: EndpointAlarms,
  ) {}

  replaces(before: JsonObject, after: JsonObject): boolean {
    return before.AlarmName !== after.AlarmName;
  }

  async apply({ properties, generatedName }: DesiredResource): Promise<ProvidedResource> {
    const alarm = readAlarm(String(properties.AlarmName ?? generatedName), properties);
    this.alarms.put(alarm);
    const endpointAlarm = readEndpointAlarm(properties);
    if (endpointAlarm === undefined) this.endpointAlarms.delete(alarm.name);
    else this.endpointAlarms.put(alarm.name, endpointAlarm);
    return { physicalId: alarm.name, attributes: { Arn: alarm.arn } };
  }

  async remove({ physicalId }: ProvidedResource): Promise<void> {
    this.alarms.delete(physicalId);
    this.endpointAlarms.delete(physicalId);
  }
}
