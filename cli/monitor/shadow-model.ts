import { DescribeEndpointCommand, DescribeEndpointConfigCommand } from '@aws-sdk/client-sagemaker';
import { MANAGED_INSTANCE_TYPE } from '../../core/contracts/managed-monitoring';
import { endpointName } from '../../core/contracts/released-model';
import { packageOfArn } from '../../core/contracts/storage-layout';
import type { ShadowModel } from '../../core/monitoring/table-endpoint/clarify-configuration';
import type { MonitoredTarget } from './monitored-target';

/**
 * The SageMaker model that Clarify makes an endpoint of, to ask it for explanations: the one that is configured for this package, else the one that the endpoint has (one that
 * is configured for an earlier package may be gone with it). Our own monitors need none.
 * @param modelPackage ARN
 * @returns undefined where the endpoint has no model of its own (those of inference components are no whole endpoint)
 */
export async function shadowModel(
  { clients, environment }: MonitoredTarget,
  modelPackage: string,
): Promise<ShadowModel | undefined> {
  const { managed } = environment.monitoring;
  const instanceType = managed?.instanceType ?? MANAGED_INSTANCE_TYPE;
  if (managed?.baseline === packageOfArn(modelPackage)) return { modelName: managed.modelName, instanceType };
  const { sageMaker } = clients;
  const EndpointName = endpointName(environment.app, environment.name);
  const { EndpointConfigName } = await sageMaker.send(new DescribeEndpointCommand({ EndpointName }));
  const { ProductionVariants = [] } = await sageMaker.send(new DescribeEndpointConfigCommand({ EndpointConfigName }));
  const modelName = ProductionVariants[0]?.ModelName;
  return modelName === undefined ? undefined : { modelName, instanceType };
}
