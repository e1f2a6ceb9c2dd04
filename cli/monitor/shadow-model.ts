import { DescribeEndpointCommand, DescribeEndpointConfigCommand } from '@aws-sdk/client-sagemaker';
import { MANAGED_INSTANCE_TYPE } from '../../core/contracts/managed-monitoring';
import { endpointName } from '../../core/contracts/released-model';
import type { ShadowModel } from '../../core/monitoring/table-endpoint/clarify-configuration';
import type { MonitoredTarget } from './monitored-target';

/**
 * The SageMaker model that Clarify makes an endpoint of, to ask it for explanations: the configured one, else the one that the endpoint has. Our own monitors need none.
 * @returns undefined where the endpoint has no model of its own (those of inference components are no whole endpoint)
 */
export async function shadowModel({ clients, environment }: MonitoredTarget): Promise<ShadowModel | undefined> {
  const { managed } = environment.monitoring;
  if (managed !== undefined) return { modelName: managed.modelName, instanceType: managed.instanceType };
  const { sageMaker } = clients;
  const EndpointName = endpointName(environment.app, environment.name);
  const { EndpointConfigName } = await sageMaker.send(new DescribeEndpointCommand({ EndpointName }));
  const { ProductionVariants = [] } = await sageMaker.send(new DescribeEndpointConfigCommand({ EndpointConfigName }));
  const modelName = ProductionVariants[0]?.ModelName;
  return modelName === undefined ? undefined : { modelName, instanceType: MANAGED_INSTANCE_TYPE };
}
