import { DescribeEndpointCommand, DescribeEndpointConfigCommand } from '@aws-sdk/client-sagemaker';
import { endpointName } from '../../core/contracts/released-model';
import type { Target } from '../target/target';
import type { EndpointStatus } from './service-status';

/** The endpoint as SageMaker describes it; null where there is none. */
export async function readEndpoint({ clients, environment }: Target): Promise<EndpointStatus | null> {
  const { sageMaker } = clients;
  const EndpointName = endpointName(environment.app, environment.name);
  const endpoint = await sageMaker.send(new DescribeEndpointCommand({ EndpointName })).catch((error: Error) => {
    // SageMaker has no error of its own for what does not exist.
    if (/Could not find/i.test(error.message)) return undefined;
    throw error;
  });
  if (endpoint === undefined) return null;
  const { EndpointConfigName } = endpoint;
  const config =
    EndpointConfigName && (await sageMaker.send(new DescribeEndpointConfigCommand({ EndpointConfigName })));
  const [declared] = config ? (config.ProductionVariants ?? []) : [];
  const [running] = endpoint.ProductionVariants ?? [];
  const capture = endpoint.DataCaptureConfig;
  return {
    name: EndpointName,
    status: String(endpoint.EndpointStatus),
    failureReason: endpoint.FailureReason,
    mode: declared?.ServerlessConfig === undefined ? 'realtime' : 'serverless',
    instanceType: declared?.InstanceType,
    instances: running?.CurrentInstanceCount,
    desiredInstances: running?.DesiredInstanceCount,
    memoryMb: declared?.ServerlessConfig?.MemorySizeInMB,
    maxConcurrency: declared?.ServerlessConfig?.MaxConcurrency,
    capturePercentage: capture?.EnableCapture === true ? capture.CurrentSamplingPercentage : undefined,
    modifiedAt: endpoint.LastModifiedTime?.toISOString(),
  };
}
