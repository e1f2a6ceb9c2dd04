import type { Construct } from 'constructs';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { published } from '../published/publish';
import { OperatorRole } from './operator-role';

/**
 * The operator role of an environment, over what the earlier stacks have published.
 * @param own what is in the same stack: its machines, and the secret of its links.
 * @returns undefined where the environment names no operators.
 */
export function addOperatorRole(
  scope: Construct,
  environment: NamedEnvironment,
  own: { readonly machineArns: readonly string[]; readonly batchMachineArn: string; readonly linkSecretArn: string },
): OperatorRole | undefined {
  if (environment.operators.length === 0) return undefined;
  return new OperatorRole(scope, 'Operator', {
    environment,
    principals: environment.operators,
    machineArns: [
      ...own.machineArns,
      published(scope, environment, 'TrainModelArn'),
      ...(environment.tables.enabled ? [published(scope, environment, 'TrainTableArn')] : []),
      published(scope, environment, 'MonitorEndpointArn'),
    ],
    batchMachineArn: own.batchMachineArn,
    linkSecretArn: own.linkSecretArn,
    keyArn: published(scope, environment, 'KeyArn'),
    imagesBucket: published(scope, environment, 'ImagesBucket'),
    modelsBucket: published(scope, environment, 'ModelsBucket'),
    captureBucket: published(scope, environment, 'CaptureBucket'),
    reportsBucket: published(scope, environment, 'ReportsBucket'),
  });
}
