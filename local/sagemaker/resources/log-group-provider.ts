import { localArn } from '../../account';
import type { JsonObject } from '../../protocol/operations';
import type { DesiredResource, ProvidedResource, ResourceProvider } from '../../templates/resource-provider';
import type { LogGroups } from '../state/log-groups';

/** `AWS::Logs::LogGroup`: Ref gives the name. Written down alone; a container's role needs not create a group that is there. */
export class LogGroupProvider implements ResourceProvider {
  readonly type = 'AWS::Logs::LogGroup';

  constructor(private readonly groups: LogGroups) {}

  replaces(before: JsonObject, after: JsonObject): boolean {
    return before.LogGroupName !== after.LogGroupName;
  }

  async apply({ properties, generatedName }: DesiredResource): Promise<ProvidedResource> {
    const name = String(properties.LogGroupName ?? generatedName);
    this.groups.create(name);
    return { physicalId: name, attributes: { Arn: localArn('logs', `log-group:${name}:*`) } };
  }

  async remove({ physicalId }: ProvidedResource): Promise<void> {
    this.groups.delete(physicalId);
  }
}
