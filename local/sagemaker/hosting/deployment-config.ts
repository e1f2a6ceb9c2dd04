import { z } from 'zod';

const capacity = z
  .strictObject({ Type: z.enum(['INSTANCE_COUNT', 'CAPACITY_PERCENT']), Value: z.int().min(1) })
  .refine(({ Type, Value }) => Type === 'INSTANCE_COUNT' || Value <= 50, {
    error: 'CanarySize and LinearStepSize are at most 50 percent of the capacity.',
  });
type Capacity = z.infer<typeof capacity>;

const trafficRouting = z
  .strictObject({
    Type: z.enum(['ALL_AT_ONCE', 'CANARY', 'LINEAR']),
    WaitIntervalInSeconds: z.int().min(0).max(3600),
    CanarySize: capacity.optional(),
    LinearStepSize: capacity.optional(),
  })
  .refine(({ Type, CanarySize }) => (Type === 'CANARY') === (CanarySize !== undefined), {
    error: 'CanarySize belongs to traffic routing of Type CANARY, which needs it.',
  })
  .refine(({ Type, LinearStepSize }) => (Type === 'LINEAR') === (LinearStepSize !== undefined), {
    error: 'LinearStepSize belongs to traffic routing of Type LINEAR, which needs it.',
  });

export const deploymentConfig = z.strictObject({
  BlueGreenUpdatePolicy: z.strictObject({
    TrafficRoutingConfiguration: trafficRouting,
    TerminationWaitInSeconds: z.int().min(0).max(3600).optional(),
    MaximumExecutionTimeoutInSeconds: z.int().min(600).max(28_800).optional(),
  }),
  AutoRollbackConfiguration: z
    .strictObject({
      Alarms: z
        .array(z.strictObject({ AlarmName: z.string().min(1).max(255) }))
        .max(10)
        .optional(),
    })
    .optional(),
});
export type DeploymentConfig = z.infer<typeof deploymentConfig>;

/** One step of a deployment: the new fleet's share of the traffic, and how long the alarms are watched at it. */
export interface TrafficStep {
  /** 0..1 */
  readonly share: number;
  readonly bakeSeconds: number;
}

/**
 * How traffic moves from the old fleet to the new one. The last step is always the whole traffic; the old fleet is kept for
 * TerminationWaitInSeconds more, so that a rollback finds it.
 * @param instances of the new fleet: what INSTANCE_COUNT is a share of.
 */
export function trafficSteps(config: DeploymentConfig | undefined, instances: number): TrafficStep[] {
  const policy = config?.BlueGreenUpdatePolicy;
  if (policy === undefined) return [{ share: 1, bakeSeconds: 0 }];
  const { Type, WaitIntervalInSeconds: wait, CanarySize, LinearStepSize } = policy.TrafficRoutingConfiguration;
  const last = { share: 1, bakeSeconds: wait + (policy.TerminationWaitInSeconds ?? 0) };
  if (Type === 'CANARY') return [{ share: shareOf(CanarySize as Capacity, instances), bakeSeconds: wait }, last];
  if (Type === 'ALL_AT_ONCE') return [last];
  const step = shareOf(LinearStepSize as Capacity, instances);
  // 1e-9: seven steps of 1/7 are the whole, whatever the rounding of the sum says.
  const before = Array.from({ length: Math.ceil(1 / step - 1e-9) - 1 }, (_, index) => (index + 1) * step);
  return [...before.map((share) => ({ share, bakeSeconds: wait })), last];
}

/** Whether a first step is more than half of the fleet, which SageMaker refuses: then it would be no trial any more. */
export function exceedsHalf({ BlueGreenUpdatePolicy: policy }: DeploymentConfig, instances: number): boolean {
  const { CanarySize, LinearStepSize } = policy.TrafficRoutingConfiguration;
  const first = CanarySize ?? LinearStepSize;
  return first?.Type === 'INSTANCE_COUNT' && first.Value > instances / 2;
}

function shareOf({ Type, Value }: Capacity, instances: number): number {
  return Type === 'CAPACITY_PERCENT' ? Value / 100 : Math.min(1, Value / instances);
}
