import type { CfnCondition } from 'aws-cdk-lib';
import { CfnScalableTarget, CfnScalingPolicy } from 'aws-cdk-lib/aws-applicationautoscaling';
import type { CfnEndpoint } from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';
import { VARIANT_NAME } from '../../core/contracts/released-model';
import type { RealtimeServing } from '../../core/contracts/serving-configuration';

const DIMENSION = 'sagemaker:variant:DesiredInstanceCount';

export interface EndpointScalingProps {
  readonly endpoint: CfnEndpoint;
  readonly endpointName: string;
  readonly serving: RealtimeServing;
  readonly condition: CfnCondition;
}

/**
 * Keeps the load of an instance near the target. It acts under Application Auto Scaling's own service-linked role. Adding is
 * quick, removing is slow: an instance takes minutes to come up.
 */
export class EndpointScaling extends Construct {
  constructor(scope: Construct, id: string, { endpoint, endpointName, serving, condition }: EndpointScalingProps) {
    super(scope, id);
    const target = new CfnScalableTarget(this, 'Target', {
      serviceNamespace: 'sagemaker',
      scalableDimension: DIMENSION,
      resourceId: `endpoint/${endpointName}/variant/${VARIANT_NAME}`,
      minCapacity: serving.minInstances,
      maxCapacity: serving.maxInstances,
    });
    const policy = new CfnScalingPolicy(this, 'Policy', {
      policyName: 'InvocationsPerInstance',
      policyType: 'TargetTrackingScaling',
      scalingTargetId: target.ref,
      targetTrackingScalingPolicyConfiguration: {
        targetValue: serving.targetInvocationsPerMinute,
        predefinedMetricSpecification: { predefinedMetricType: 'SageMakerVariantInvocationsPerInstance' },
        scaleOutCooldown: 60,
        scaleInCooldown: 300,
      },
    });
    target.addResourceDependency(endpoint);
    for (const resource of [target, policy]) resource.cfnOptions.condition = condition;
  }
}
