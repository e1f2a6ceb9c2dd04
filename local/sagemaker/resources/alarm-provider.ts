import { localArn } from '../../account';
import type { DesiredResource, ProvidedResource, ResourceProvider } from '../../templates/resource-provider';
import { readEndpointAlarm } from '../alarms/endpoint-alarm';
import type { EndpointAlarms } from '../alarms/endpoint-alarms';

/** `AWS::CloudWatch::Alarm`: Ref gives the name. One that watches an endpoint is evaluated for its deployments; any other never rings. */
export class AlarmProvider implements ResourceProvider {
  readonly type = 'AWS::CloudWatch::Alarm';

  constructor(private readonly alarms: EndpointAlarms) {}

  replaces(before: DesiredResource['properties'], after: DesiredResource['properties']): boolean {
    return before.AlarmName !== after.AlarmName;
  }

  async apply({ properties, generatedName }: DesiredResource): Promise<ProvidedResource> {
    const name = String(properties.AlarmName ?? generatedName);
    const alarm = readEndpointAlarm(properties);
    if (alarm === undefined) this.alarms.delete(name);
    else this.alarms.put(name, alarm);
    return { physicalId: name, attributes: { Arn: localArn('cloudwatch', `alarm:${name}`) } };
  }

  async remove({ physicalId }: ProvidedResource): Promise<void> {
    this.alarms.delete(physicalId);
  }
}
