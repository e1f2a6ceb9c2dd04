import type { JsonObject } from '../../protocol/operations';
import type { DesiredResource, ProvidedResource, ResourceProvider } from '../../templates/resource-provider';
import type { SageMakerService } from '../sagemaker-service';
import {
  applyTags,
  callOperation,
  describeIfAny,
  differsBeyondTags,
  immutableName,
  plainValues,
} from './resource-call';

/**
 * `AWS::SageMaker::Model` and `AWS::SageMaker::EndpointConfig`: what is made once and replaced when anything but its tags changes. Ref
 * gives the ARN.
 */
export class ImmutableResourceProvider implements ResourceProvider {
  readonly type: string;
  readonly replaces = differsBeyondTags;

  constructor(
    private readonly service: SageMakerService,
    private readonly kind: 'Model' | 'EndpointConfig',
  ) {
    this.type = `AWS::SageMaker::${kind}`;
  }

  async apply(desired: DesiredResource): Promise<ProvidedResource> {
    const name = String(desired.properties[this.nameMember] ?? immutableName(desired));
    const named = { [this.nameMember]: name };
    if ((await this.describe(named)) === undefined) {
      const properties = plainValues(desired.properties) as JsonObject;
      await callOperation(this.service, `Create${this.kind}`, { ...properties, ...named });
    }
    const arn = String((await callOperation(this.service, `Describe${this.kind}`, named))[`${this.kind}Arn`]);
    await applyTags(this.service, arn, desired.properties.Tags);
    return { physicalId: arn, attributes: { ...named, Id: arn } };
  }

  async remove({ attributes }: ProvidedResource): Promise<void> {
    const named = { [this.nameMember]: attributes[this.nameMember] };
    if ((await this.describe(named)) !== undefined) await callOperation(this.service, `Delete${this.kind}`, named);
  }

  private get nameMember(): string {
    return `${this.kind}Name`;
  }

  private describe(named: JsonObject): Promise<JsonObject | undefined> {
    return describeIfAny(this.service, `Describe${this.kind}`, named);
  }
}
