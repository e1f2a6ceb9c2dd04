import type { JsonObject } from '../../protocol/operations';
import type { DesiredResource, ProvidedResource, ResourceProvider } from '../../templates/resource-provider';
import { type Endpoint, endpointArn } from '../hosting/endpoint';
import type { SageMakerService } from '../sagemaker-service';
import { applyTags, callOperation, plainValues } from './resource-call';

/** `AWS::SageMaker::Endpoint`: Ref gives the ARN. Waits until the endpoint is in service, as CloudFormation does. */
export class EndpointProvider implements ResourceProvider {
  readonly type = 'AWS::SageMaker::Endpoint';

  constructor(private readonly service: SageMakerService) {}

  replaces(before: JsonObject, after: JsonObject): boolean {
    return before.EndpointName !== after.EndpointName;
  }

  /** @throws Error with the FailureReason; an endpoint that failed at its creation is deleted again. */
  async apply({ properties, generatedName, cancelled }: DesiredResource): Promise<ProvidedResource> {
    const request = plainValues(properties) as JsonObject;
    const EndpointName = String(request.EndpointName ?? generatedName);
    const cancel = (): void => this.service.endpoints.cancel(EndpointName);
    cancelled?.addEventListener('abort', cancel);
    try {
      return await this.bringUp(EndpointName, request);
    } finally {
      cancelled?.removeEventListener('abort', cancel);
    }
  }

  async remove({ attributes }: ProvidedResource): Promise<void> {
    const EndpointName = String(attributes.EndpointName);
    await this.service.endpoints.settled(EndpointName);
    if (this.service.endpoints.get(EndpointName) !== undefined) await this.delete(EndpointName);
  }

  private async bringUp(EndpointName: string, request: JsonObject): Promise<ProvidedResource> {
    const configName = nameOf(request.EndpointConfigName);
    await this.reachService(EndpointName, configName, request);
    const endpoint = this.service.endpoints.find(EndpointName);
    if (configNameOf(endpoint) !== configName) await this.update(EndpointName, configName, request);
    await applyTags(this.service, endpointArn(EndpointName), request.Tags);
    return { physicalId: endpointArn(EndpointName), attributes: { EndpointName } };
  }

  /** Creates the endpoint, or starts again the one that an earlier process left, with whatever configuration it had. */
  private async reachService(EndpointName: string, configName: string, request: JsonObject): Promise<void> {
    const { endpoints } = this.service;
    await endpoints.settled(EndpointName);
    if (endpoints.get(EndpointName)?.status === 'Failed') await this.delete(EndpointName);
    if (endpoints.get(EndpointName) === undefined) {
      const { DeploymentConfig, Tags } = request;
      const input = { EndpointName, EndpointConfigName: configName, DeploymentConfig, Tags };
      await callOperation(this.service, 'CreateEndpoint', input);
    } else endpoints.resume(EndpointName);
    await endpoints.settled(EndpointName);
    const { status, failureReason } = endpoints.find(EndpointName);
    if (status === 'InService') return;
    await this.delete(EndpointName);
    throw new Error(failureReason ?? `The endpoint ${EndpointName} is ${status}.`);
  }

  private async update(EndpointName: string, EndpointConfigName: string, request: JsonObject): Promise<void> {
    const { DeploymentConfig, RetainAllVariantProperties, ExcludeRetainedVariantProperties, RetainDeploymentConfig } =
      request;
    await callOperation(this.service, 'UpdateEndpoint', {
      EndpointName,
      EndpointConfigName,
      DeploymentConfig,
      RetainAllVariantProperties,
      ExcludeRetainedVariantProperties,
      RetainDeploymentConfig,
    });
    await this.service.endpoints.settled(EndpointName);
    const after = this.service.endpoints.find(EndpointName);
    if (configNameOf(after) !== EndpointConfigName) {
      throw new Error(after.failureReason ?? `The endpoint ${EndpointName} was not updated.`);
    }
  }

  private async delete(EndpointName: string): Promise<void> {
    await callOperation(this.service, 'DeleteEndpoint', { EndpointName });
    await this.service.endpoints.settled(EndpointName);
  }
}

const configNameOf = ({ deployed }: Endpoint): string => deployed.config.input.EndpointConfigName;

/** A template may give the configuration by its name or, through Ref, by its ARN. */
const nameOf = (nameOrArn: unknown): string => String(nameOrArn).replace(/^arn:.*\//, '');
