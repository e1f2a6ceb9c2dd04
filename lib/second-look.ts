import { type App, type Stack, type StackProps, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { NamedEnvironment } from '../core/contracts/environment';
import { type StackWord, stackName } from '../core/contracts/stack-names';
import { MonitoringStack } from './stacks/monitoring-stack';
import { ServingStack } from './stacks/serving-stack';
import { StorageStack } from './stacks/storage-stack';
import { TrainingStack } from './stacks/training-stack';
import { WorkflowStack } from './stacks/workflow-stack';

/** The stacks of one environment, in the order of their deployment. */
export interface SecondLook {
  readonly storage: Stack;
  readonly training: Stack;
  readonly serving: Stack;
  readonly monitoring: Stack;
  readonly workflow: Stack;
}

/**
 * Adds one environment to the app, checked by cdk-nag and CloudFormation's own rules at every synth. Not a CDK stage: `cdk deploy
 * --all` passes over the stacks of nested assemblies.
 */
export function addSecondLook(app: App, environment: NamedEnvironment): SecondLook {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const tags = { app: environment.app, environment: environment.name, ...environment.tags };
  for (const [key, value] of Object.entries(tags)) Tags.of(app).add(key, value);

  const props = (stack: StackWord, description: string): StackProps => ({
    stackName: stackName(environment.app, environment.name, stack),
    description: `second-look: ${description}`,
    env: { account: environment.account, region: environment.region },
    terminationProtection: environment.removal === 'retain' && stack === 'storage',
  });
  const storage = new StorageStack(app, 'storage', environment, props('storage', 'key, buckets, operations topic'));
  const training = new TrainingStack(app, 'training', environment, props('training', 'TrainModel, registry, queue'));
  const serving = new ServingStack(app, 'serving', environment, props('serving', 'endpoint of the released model'));
  const monitoring = new MonitoringStack(app, 'monitoring', environment, props('monitoring', 'MonitorEndpoint'));
  const workflow = new WorkflowStack(app, 'workflow', environment, props('workflow', 'ImageClassification, alerts'));
  training.addStackDependency(storage, 'reads what it has published');
  serving.addStackDependency(training, 'reads the model parameter');
  workflow.addStackDependency(serving, 'classifies with the endpoint');
  monitoring.addStackDependency(serving, 'watches the endpoint');
  workflow.addStackDependency(monitoring, 'its operators may start the monitors');
  return { storage, training, serving, monitoring, workflow };
}
