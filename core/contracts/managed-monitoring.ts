import * as z from 'zod';
import { CLARIFY_REGISTRY_ACCOUNTS, MODEL_MONITOR_REGISTRY_ACCOUNTS } from './model-monitor-registry';

/** Of the endpoints that Clarify makes; `endpoint_name_prefix` of its configuration. */
export const SHADOW_PREFIX = 'sm-clarify-';

/** Of the jobs, and of the endpoint that explanations are asked of. */
export const MANAGED_INSTANCE_TYPE = 'ml.m5.xlarge';

/** The managed Model Monitor of SageMaker, for accounts that still have it. */
export const managedMonitoringSchema = z.strictObject({
  baseline: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9-]*\/[0-9]+$/, 'a model package group and version such as loans/3')
    .describe(
      'where set, SageMaker’s own Model Monitor watches the endpoint too, against the baseline of this package (`{group}/{version}`, under `reports/baseline/`); closed to new customers, for tables only ([monitors](monitors.md#the-managed-model-monitor))',
    ),
  problem: z
    .enum(['BinaryClassification', 'MulticlassClassification', 'Regression'])
    .default('BinaryClassification')
    .describe('what the model answers: of two classes a probability, else the class or number, first in its output'),
  probabilityThreshold: z.number().min(0).max(1).default(0.5).describe('where class 1 begins'),
  instanceType: z
    .string()
    .startsWith('ml.', 'a SageMaker instance type such as ml.m5.xlarge')
    .default(MANAGED_INSTANCE_TYPE)
    .describe('instance of each of the four jobs an hour'),
  volumeSizeGb: z.int().min(1).max(16384).default(20).describe('its volume'),
  maxRuntimeSeconds: z.int().min(60).max(3600).default(1800).describe('a job is stopped after this'),
  modelName: z
    .string()
    .regex(/^[A-Za-z0-9](-*[A-Za-z0-9]){0,62}$/, 'name of a SageMaker model')
    .describe('SageMaker model that explanations are asked of, on an endpoint that Clarify makes for each job'),
});

export type ManagedMonitoring = z.infer<typeof managedMonitoringSchema>;

/** What is wrong with an environment's managed monitors, given the rest of it; undefined where nothing is. */
export function managedMonitoringFault(environment: {
  readonly region: string;
  readonly monitoring: { readonly managed?: ManagedMonitoring };
  readonly serving: { readonly mode: string };
  readonly capture: { readonly enabled: boolean };
}): string | undefined {
  const { monitoring, region, serving, capture } = environment;
  if (monitoring.managed === undefined) return undefined;
  if (serving.mode !== 'realtime' || !capture.enabled)
    return 'the managed Model Monitor reads what a real-time endpoint captures: set serving.mode to realtime and capture.enabled to true, or leave monitoring.managed out';
  if (MODEL_MONITOR_REGISTRY_ACCOUNTS[region] === undefined || CLARIFY_REGISTRY_ACCOUNTS[region] === undefined)
    return `the managed Model Monitor has no registry known in ${region}; choose another region, or leave monitoring.managed out`;
  return undefined;
}
