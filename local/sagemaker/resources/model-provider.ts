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

/** `AWS::SageMaker::Model`: Ref gives the ARN. */
export class ModelProvider implements ResourceProvider {
  readonly type = 'AWS::SageMaker::Model';
  readonly replaces = differsBeyondTags;

  constructor(private readonly service: SageMakerService) {}

  async apply(desired: DesiredResource): Promise<ProvidedResource> {
    const ModelName = String(desired.properties.ModelName ?? immutableName(desired));
    if ((await describeIfAny(this.service, 'DescribeModel', { ModelName })) === undefined) {
      await callOperation(this.service, 'CreateModel', {
        ...(plainValues(desired.properties) as JsonObject),
        ModelName,
      });
    }
    const { ModelArn } = await callOperation(this.service, 'DescribeModel', { ModelName });
    await applyTags(this.service, String(ModelArn), desired.properties.Tags);
    return { physicalId: String(ModelArn), attributes: { ModelName, Id: ModelArn } };
  }

  async remove({ attributes }: ProvidedResource): Promise<void> {
    const named = { ModelName: attributes.ModelName };
    if ((await describeIfAny(this.service, 'DescribeModel', named)) === undefined) return;
    await callOperation(this.service, 'DeleteModel', named);
  }
}
