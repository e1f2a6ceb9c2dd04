import type { DesiredResource, ProvidedResource, ResourceProvider } from '../../templates/resource-provider';
import type { LambdaService } from '../lambda-service';

/** AWS::Lambda::Version: publishes what the function is when the version is made; nothing changes it afterwards. */
export class VersionProvider implements ResourceProvider {
  readonly type = 'AWS::Lambda::Version';

  constructor(private readonly lambda: LambdaService) {}

  replaces(): boolean {
    return true;
  }

  async apply({ properties, previous, logicalId }: DesiredResource): Promise<ProvidedResource> {
    if (properties.ProvisionedConcurrencyConfig !== undefined) {
      throw new Error(`Version ${logicalId}: the laptop does not have ProvisionedConcurrencyConfig.`);
    }
    const known = previous?.attributes.Version as string | undefined;
    const { definition, version } = this.lambda.functions.publish(String(properties.FunctionName), known);
    const arn = `${definition.arn}:${version}`;
    return { physicalId: arn, attributes: { Version: version, FunctionArn: arn } };
  }

  async remove({ physicalId, attributes }: ProvidedResource): Promise<void> {
    const name = physicalId.split(':')[6] ?? '';
    await this.lambda.functions.removeVersion(name, String(attributes.Version));
  }
}
