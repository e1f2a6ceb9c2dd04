import type { JsonObject } from '../../protocol/operations';
import type { DesiredResource, ProvidedResource, ResourceProvider } from '../../templates/resource-provider';
import { parseFunctionReference } from '../function-reference';
import type { FunctionAlias } from '../function-registry';
import type { LambdaService } from '../lambda-service';

/** AWS::Lambda::Alias */
export class AliasProvider implements ResourceProvider {
  readonly type = 'AWS::Lambda::Alias';

  constructor(private readonly lambda: LambdaService) {}

  replaces(before: JsonObject, after: JsonObject): boolean {
    return before.Name !== after.Name || before.FunctionName !== after.FunctionName;
  }

  async apply({ properties, logicalId }: DesiredResource): Promise<ProvidedResource> {
    if (properties.ProvisionedConcurrencyConfig !== undefined) {
      throw new Error(`Alias ${logicalId}: the laptop does not have ProvisionedConcurrencyConfig.`);
    }
    const { name } = parseFunctionReference(String(properties.FunctionName));
    const alias: FunctionAlias = {
      name: String(properties.Name),
      version: String(properties.FunctionVersion),
      description: String(properties.Description ?? ''),
      additional: additionalVersion(properties),
    };
    const { definition } = this.lambda.functions.resolve({ name, qualifier: alias.version });
    this.lambda.functions.putAlias(name, alias);
    this.lambda.asynchronous.resume(name);
    const arn = `${definition.arn}:${alias.name}`;
    return { physicalId: arn, attributes: { AliasArn: arn } };
  }

  async remove({ properties }: ProvidedResource & { readonly properties: JsonObject }): Promise<void> {
    const { name } = parseFunctionReference(String(properties.FunctionName));
    this.lambda.functions.removeAlias(name, String(properties.Name));
  }
}

function additionalVersion(properties: JsonObject): FunctionAlias['additional'] {
  const routing = properties.RoutingConfig as { AdditionalVersionWeights?: readonly JsonObject[] } | undefined;
  const [weighted] = routing?.AdditionalVersionWeights ?? [];
  if (weighted === undefined) return undefined;
  return { version: String(weighted.FunctionVersion), weight: Number(weighted.FunctionWeight) };
}
