import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '../../protocol/operations';
import type {
  DesiredResource,
  ProvidedResource,
  ResourceIdentity,
  ResourceProvider,
} from '../../templates/resource-provider';
import { stackArn } from '../stack-arn';
import { type CustomResourceEvent, stringified } from './custom-resource-event';
import type { CustomResourceRunner } from './custom-resource-runner';

/**
 * A custom resource (`AWS::CloudFormation::CustomResource`, `Custom::…`): its function makes it. One that has not changed is not
 * asked again, also not after a restart: what it made is on disk with the services.
 */
export class CustomResourceProvider implements ResourceProvider {
  constructor(
    readonly type: string,
    private readonly runner: CustomResourceRunner,
  ) {}

  async apply({ stackName, logicalId, properties, previous }: DesiredResource): Promise<ProvidedResource> {
    if (previous !== undefined && isDeepStrictEqual(previous.properties, properties)) return previous;
    if (previous !== undefined && previous.properties.ServiceToken !== properties.ServiceToken) {
      throw new Error('Modifying service token is not allowed.');
    }
    const request = this.request({ stackName, logicalId }, properties);
    return this.runner.run(
      previous === undefined
        ? { ...request, RequestType: 'Create' }
        : {
            ...request,
            RequestType: 'Update',
            PhysicalResourceId: previous.physicalId,
            OldResourceProperties: stringified(previous.properties) as JsonObject,
          },
      timeoutOf(properties),
    );
  }

  async remove(
    { physicalId, properties }: ProvidedResource & { readonly properties: JsonObject },
    identity: ResourceIdentity,
  ): Promise<void> {
    const request = this.request(identity, properties);
    await this.runner.run({ ...request, RequestType: 'Delete', PhysicalResourceId: physicalId }, timeoutOf(properties));
  }

  private request(
    { stackName, logicalId }: ResourceIdentity,
    properties: JsonObject,
  ): Omit<CustomResourceEvent, 'ResponseURL' | 'RequestId' | 'RequestType'> {
    const token = String(properties.ServiceToken);
    if (!token.startsWith('arn:aws:lambda:')) {
      throw new Error(`The laptop invokes Lambda functions behind custom resources, not '${token}'.`);
    }
    return {
      ServiceToken: token,
      StackId: stackArn(stackName),
      ResourceType: this.type,
      LogicalResourceId: logicalId,
      ResourceProperties: stringified(properties) as JsonObject,
    };
  }
}

function timeoutOf({ ServiceTimeout: seconds }: JsonObject): number | undefined {
  return seconds === undefined ? undefined : Number(seconds);
}
