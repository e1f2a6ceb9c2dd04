import type { CfnEndpoint } from 'aws-cdk-lib/aws-sagemaker';
import type { RealtimeServing } from '../../core/contracts/serving-configuration';

/** Bringing up instances, twice the bake and taking the old fleet down fit into this on top of the bake. Seconds. */
const FLEET_CHANGE_SECONDS = 3600;

/**
 * Blue/green: a new fleet beside the old one. A canary takes one instance's share of the traffic first (the schema sees to it that this is
 * at most half); with a single instance all traffic moves at once. Either way the alarms are watched for the bake time, and one that
 * rings takes all traffic back.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails.html
 */
export function deploymentPolicy(
  { deployment }: RealtimeServing,
  alarmNames: readonly string[],
): CfnEndpoint.DeploymentConfigProperty {
  const { strategy, bakeSeconds } = deployment;
  return {
    blueGreenUpdatePolicy: {
      trafficRoutingConfiguration: {
        type: strategy === 'canary' ? 'CANARY' : 'ALL_AT_ONCE',
        canarySize: strategy === 'canary' ? { type: 'INSTANCE_COUNT', value: 1 } : undefined,
        waitIntervalInSeconds: bakeSeconds,
      },
      terminationWaitInSeconds: bakeSeconds,
      maximumExecutionTimeoutInSeconds: 2 * bakeSeconds + FLEET_CHANGE_SECONDS,
    },
    autoRollbackConfiguration: { alarms: alarmNames.map((alarmName) => ({ alarmName })) },
  };
}
