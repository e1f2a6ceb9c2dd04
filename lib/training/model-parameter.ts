import { CustomResource, Duration, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { modelPackageParameterName, NO_MODEL_RELEASED } from '../../core/contracts/released-model';
import type { EnsureParameterEnvironment } from '../../lambdas/ensure-parameter/env';
import { ServiceFunction } from '../functions/service-function';

/** The function answers CloudFormation before its own time is up, and CloudFormation waits a little longer than that. */
const FUNCTION_TIMEOUT_SECONDS = 30;
const SERVICE_TIMEOUT_SECONDS = 120;

/**
 * Makes sure that the parameter of the released model exists before the serving stack reads it: creates it as `none` where it is absent
 * and never writes over a release. See docs/decisions/0001-model-parameter.md.
 *
 * CloudFormation invokes the function asynchronously. It has no dead-letter queue: an answer that does not come fails the
 * deployment by itself.
 */
export class ModelParameter extends Construct {
  constructor(scope: Construct, id: string, environment: NamedEnvironment) {
    super(scope, id);
    const parameterName = modelPackageParameterName(environment.app, environment.name);
    const ensure = new ServiceFunction<EnsureParameterEnvironment>(this, 'EnsureParameter', {
      service: 'ensure-parameter',
      description: 'Creates the parameter of the released model where it is absent; never overwrites it',
      environment,
      variables: {},
      timeoutSeconds: FUNCTION_TIMEOUT_SECONDS,
      memoryMb: 256,
    });
    const deletes = environment.removal === 'destroy';
    ensure.allow({
      sid: 'EnsureModelPackageParameter',
      actions: ['ssm:PutParameter', ...(deletes ? ['ssm:DeleteParameter'] : [])],
      resources: [
        Stack.of(this).formatArn({ service: 'ssm', resource: 'parameter', resourceName: parameterName.slice(1) }),
      ],
    });
    const resource = new CustomResource(this, 'Resource', {
      resourceType: 'Custom::EnsureParameter',
      serviceToken: ensure.functionArn,
      serviceTimeout: Duration.seconds(SERVICE_TIMEOUT_SECONDS),
      properties: {
        ParameterName: parameterName,
        InitialValue: NO_MODEL_RELEASED,
        Description: 'ARN of the released model package, or none. Written by releases, never by a template.',
        DeleteWithStack: String(deletes),
      },
    });
    // CloudFormation knows the function but not its policy.
    resource.node.addDependency(ensure.role ?? ensure);
  }
}
