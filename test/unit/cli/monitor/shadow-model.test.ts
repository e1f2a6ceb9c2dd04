import { DescribeEndpointCommand, DescribeEndpointConfigCommand } from '@aws-sdk/client-sagemaker';
import type { MonitoredTarget } from '../../../../cli/monitor/monitored-target';
import { shadowModel } from '../../../../cli/monitor/shadow-model';

const PACKAGE = 'arn:aws:sagemaker:us-east-1:111122223333:model-package/loans/3';

function target(managed: object | undefined, variants: readonly object[]): MonitoredTarget {
  const send = (command: object) => {
    if (command instanceof DescribeEndpointCommand && command.input.EndpointName === 'second-look-dev')
      return Promise.resolve({ EndpointConfigName: 'the-configuration' });
    if (command instanceof DescribeEndpointConfigCommand && command.input.EndpointConfigName === 'the-configuration')
      return Promise.resolve({ ProductionVariants: variants });
    return Promise.reject(new Error('asked for something else'));
  };
  return {
    clients: { sageMaker: { send } },
    environment: { app: 'second-look', name: 'dev', monitoring: { managed } },
  } as unknown as MonitoredTarget;
}

const managed = { baseline: 'loans/3', modelName: 'own-model', instanceType: 'ml.m5.large' };

it.each([
  ['the endpoint’s own where none is configured', undefined, 'served-model', 'ml.m5.xlarge'],
  ['the one that is configured for this package', managed, 'own-model', 'ml.m5.large'],
  [
    'the endpoint’s own where one is configured for an earlier package',
    { ...managed, baseline: 'loans/2' },
    'served-model',
    'ml.m5.large',
  ],
])('Clarify asks %s', async (_, configured, modelName, instanceType) => {
  expect(await shadowModel(target(configured, [{ ModelName: 'served-model' }]), PACKAGE)).toEqual({
    modelName,
    instanceType,
  });
});

it('Clarify asks nobody where the endpoint has no model of its own', async () => {
  expect(await shadowModel(target(undefined, [{}]), PACKAGE)).toBeUndefined();
});
