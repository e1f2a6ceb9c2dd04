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

/** `AWS::SageMaker::EndpointConfig`: Ref gives the ARN. */
export class EndpointConfigProvider implements ResourceProvider {
  readonly type = 'AWS::SageMaker::EndpointConfig';
  readonly replaces = differsBeyondTags;

  constructor(private readonly service: SageMakerService) {}

  async apply(desired: DesiredResource): Promise<ProvidedResource> {
    const EndpointConfigName = String(desired.properties.EndpointConfigName ?? immutableName(desired));
    if ((await describeIfAny(this.service, 'DescribeEndpointConfig', { EndpointConfigName })) === undefined) {
      await callOperation(this.service, 'CreateEndpointConfig', {
        ...(plainValues(desired.properties) as JsonObject),
        EndpointConfigName,
      });
    }
    const { EndpointConfigArn } = await callOperation(this.service, 'DescribeEndpointConfig', { EndpointConfigName });
    await applyTags(this.service, String(EndpointConfigArn), desired.properties.Tags);
    return { physicalId: String(EndpointConfigArn), attributes: { EndpointConfigName, Id: EndpointConfigArn } };
  }

  async remove({ attributes }: ProvidedResource): Promise<void> {
    const named = { EndpointConfigName: attributes.EndpointConfigName };
    if ((await describeIfAny(this.service, 'DescribeEndpointConfig', named)) === undefined) return;
    await callOperation(this.service, 'DeleteEndpointConfig', named);
  }
}
