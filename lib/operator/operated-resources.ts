import { ArnFormat, type Stack } from 'aws-cdk-lib';
import type { NamedEnvironment } from '../../core/contracts/environment';
import {
  endpointName,
  modelPackageParameterName,
  releasedModelParameterName,
} from '../../core/contracts/released-model';
import { stackName } from '../../core/contracts/stack-names';

/** What an operator works on, by what the stacks have published. */
export interface OperatedResources {
  readonly environment: NamedEnvironment;
  readonly keyArn: string;
  readonly imagesBucket: string;
  readonly modelsBucket: string;
  readonly captureBucket: string;
  readonly reportsBucket: string;
  readonly machineArns: readonly string[];
  /** The one of them whose map is followed child by child. */
  readonly batchMachineArn: string;
  /** Secret of the second-look links. */
  readonly linkSecretArn: string;
}

/** The ARNs that an operator's permissions name. */
export interface OperatedArns {
  readonly region: string;
  readonly key: string;
  readonly images: string;
  readonly models: string;
  readonly capture: string;
  readonly reports: string;
  readonly machines: readonly string[];
  /** Executions of the machines. */
  readonly executions: readonly string[];
  /** Runs of the Distributed Map of batches, and the executions of its children. */
  readonly mapRuns: readonly string[];
  readonly linkSecret: string;
  /** Log group of every training job of the account, and its streams. */
  readonly trainingLogs: readonly string[];
  /** Every stack of the environment. */
  readonly stacks: string;
  readonly servingStack: string;
  /** Every SSM parameter of the environment. */
  readonly parameters: string;
  readonly modelPackageParameter: string;
  readonly releasedModelParameter: string;
  readonly modelPackages: string;
  readonly modelPackageGroup: string;
  readonly endpoint: string;
  readonly endpointConfigurations: string;
  /** Queues of the environment: evaluations, and their dead letters. */
  readonly queues: string;
}

export function operatedArns(stack: Stack, resources: OperatedResources): OperatedArns {
  const { app, name } = resources.environment;
  const arn = (service: string, resource: string, resourceName: string): string =>
    stack.formatArn({ service, resource, resourceName });
  const ofStack = (stackNameOrPrefix: string): string => arn('cloudformation', 'stack', `${stackNameOrPrefix}/*`);
  const parameter = (path: string): string => arn('ssm', 'parameter', path.slice(1));
  const bucket = (bucketName: string): string =>
    stack.formatArn({ service: 's3', region: '', account: '', resource: bucketName });
  const ofMachine = (machine: string, resource: string, names: string): string => {
    const { resourceName = '' } = stack.splitArn(machine, ArnFormat.COLON_RESOURCE_NAME);
    return stack.formatArn({
      service: 'states',
      resource,
      resourceName: resourceName + names,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  };
  return {
    region: stack.region,
    key: resources.keyArn,
    images: bucket(resources.imagesBucket),
    models: bucket(resources.modelsBucket),
    capture: bucket(resources.captureBucket),
    reports: bucket(resources.reportsBucket),
    machines: resources.machineArns,
    executions: resources.machineArns.map((machine) => ofMachine(machine, 'execution', ':*')),
    mapRuns: ['mapRun', 'express'].map((resource) => ofMachine(resources.batchMachineArn, resource, '/*')),
    linkSecret: resources.linkSecretArn,
    trainingLogs: ['*', 'log-stream:*'].map((part) =>
      stack.formatArn({ service: 'logs', resource: `log-group:/aws/sagemaker/TrainingJobs:${part}` }),
    ),
    stacks: ofStack(`${app}-${name}-*`),
    servingStack: ofStack(stackName(app, name, 'serving')),
    parameters: parameter(`/${app}/${name}/*`),
    modelPackageParameter: parameter(modelPackageParameterName(app, name)),
    releasedModelParameter: parameter(releasedModelParameterName(app, name)),
    modelPackages: arn('sagemaker', 'model-package', `${app}-${name}-*/*`),
    modelPackageGroup: arn('sagemaker', 'model-package-group', `${app}-${name}-*`),
    endpoint: arn('sagemaker', 'endpoint', endpointName(app, name)),
    endpointConfigurations: arn('sagemaker', 'endpoint-config', '*'),
    queues: stack.formatArn({ service: 'sqs', resource: `${app}-${name}-*` }),
  };
}
