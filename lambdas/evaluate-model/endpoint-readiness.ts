import { DescribeEndpointCommand, type DescribeEndpointOutput, type SageMakerClient } from '@aws-sdk/client-sagemaker';
import { AccessDenied, EndpointUnavailable } from '../../core/contracts/errors';
import { maxImageBytes } from '../../core/contracts/limits';
import { EndpointAbsent, EndpointFailed } from '../../core/evaluation/evaluation-error';

/** An endpoint that can be asked. */
export interface ReadyEndpoint {
  readonly name: string;
  /** Another one means that another model serves. */
  readonly configName: string;
  /** Largest request that it takes. Bytes. */
  readonly maxRequestBytes: number;
  /** Requests that a serverless endpoint takes at a time; undefined on instances. */
  readonly maxConcurrency: number | undefined;
}

/** `not-yet`: it is being created or updated, and with an end in sight. */
export type Readiness = ReadyEndpoint | { readonly notYet: string };

/** An update may bring another model: numbers of two models at once would be of none. */
const ON_THE_WAY: readonly (string | undefined)[] = ['Creating', 'Updating', 'SystemUpdating', 'RollingBack'];

/**
 * Whether an endpoint can be evaluated now.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpoint.html
 * @throws EndpointAbsent, EndpointFailed, AccessDenied; EndpointUnavailable where SageMaker cannot say
 */
export async function endpointReadiness(sageMaker: SageMakerClient, name: string): Promise<Readiness> {
  const described = await describe(sageMaker, name);
  const { EndpointStatus: status, FailureReason, EndpointConfigName = '', ProductionVariants = [] } = described;
  if (ON_THE_WAY.includes(status)) return { notYet: `Endpoint '${name}' is ${status}` };
  if (status !== 'InService') {
    const reason = FailureReason === undefined ? '' : ` (${FailureReason})`;
    throw new EndpointFailed(`Endpoint '${name}' is ${status}${reason}: release a model that serves, then redrive.`);
  }
  const serverless = ProductionVariants.map((variant) => variant.CurrentServerlessConfig).find(Boolean);
  return {
    name,
    configName: EndpointConfigName,
    maxRequestBytes: maxImageBytes(serverless === undefined ? 'realtime' : 'serverless'),
    maxConcurrency: serverless?.MaxConcurrency,
  };
}

async function describe(sageMaker: SageMakerClient, EndpointName: string): Promise<DescribeEndpointOutput> {
  try {
    return await sageMaker.send(new DescribeEndpointCommand({ EndpointName }));
  } catch (error) {
    const { name, message } = error as Error;
    const options = { cause: error };
    if (/^Validation(Error|Exception)$/.test(name)) {
      throw new EndpointAbsent(`There is no endpoint '${EndpointName}': check endpointName. (${message})`, options);
    }
    if (/^AccessDenied(Exception)?$/.test(name)) {
      const text = `The function may not describe endpoint '${EndpointName}': grant its role sagemaker:DescribeEndpoint. (${message})`;
      throw new AccessDenied(text, options);
    }
    throw new EndpointUnavailable(`SageMaker does not say how endpoint '${EndpointName}' is: ${message}`, options);
  }
}
