import type { JsonObject } from '../../protocol/operations';
import type { DesiredResource, ProvidedResource, ResourceProvider } from '../../templates/resource-provider';
import type { LambdaService } from '../lambda-service';
import { readDefinition } from '../read-definition';

/** AWS::Lambda::Function */
export class FunctionProvider implements ResourceProvider {
  readonly type = 'AWS::Lambda::Function';

  constructor(private readonly lambda: LambdaService) {}

  replaces(before: JsonObject, after: JsonObject): boolean {
    return before.FunctionName !== after.FunctionName || (before.PackageType ?? 'Zip') !== (after.PackageType ?? 'Zip');
  }

  async apply({ properties, generatedName }: DesiredResource): Promise<ProvidedResource> {
    const name = (properties.FunctionName as string | undefined) ?? generatedName;
    const definition = readDefinition(name, properties, this.lambda.findCode);
    this.lambda.policies.assertAssumable(definition.roleArn, 'lambda.amazonaws.com');
    this.lambda.functions.put(definition);
    this.lambda.asynchronous.resume(name);
    return { physicalId: name, attributes: { Arn: definition.arn } };
  }

  async remove({ physicalId }: ProvidedResource): Promise<void> {
    await this.lambda.functions.remove(physicalId);
  }
}
