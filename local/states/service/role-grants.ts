import { localArn } from '../../account';
import type { Authorizer } from '../../iam/authorizer';
import type { Principal } from '../../iam/principal';
import { JOB_KINDS } from '../integrations/job';
import { parseServiceResource } from '../integrations/service-resource';
import type { StateMachine } from './state-machine';

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html#cloudwatch-iam-policy */
const LOG_DELIVERY_ACTIONS = [
  'logs:CreateLogDelivery',
  'logs:GetLogDelivery',
  'logs:UpdateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:DescribeResourcePolicies',
  'logs:DescribeLogGroups',
];

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html */
const TRACING_ACTIONS = [
  'xray:PutTraceSegments',
  'xray:PutTelemetryRecords',
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
];

/** Through a rule that Step Functions manages AWS learns that a job has ended. */
const MANAGED_RULE_ACTIONS = ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'];

const KEY_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey'];

/** One thing that the machine's role must be allowed. */
interface Grant {
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>>;
}

/** What AWS asks of a role for the machine itself, whichever tasks run: logs, traces, managed rules, the key. */
export function machineGrants(machine: StateMachine): readonly Grant[] {
  const everywhere = (actions: readonly string[]): Grant[] => actions.map((action) => ({ action, resource: '*' }));
  return [
    ...(machine.logging.level === 'OFF' ? [] : everywhere(LOG_DELIVERY_ACTIONS)),
    ...(machine.tracing ? everywhere(TRACING_ACTIONS) : []),
    ...managedRules(machine).flatMap((rule) =>
      MANAGED_RULE_ACTIONS.map((action) => ({ action, resource: localArn('events', `rule/${rule}`) })),
    ),
    ...keyGrants(machine),
  ];
}

function managedRules({ taskResources }: StateMachine): string[] {
  const rules = taskResources.flatMap((resource) => {
    const parsed = parseServiceResource(resource);
    if (parsed?.pattern !== 'sync' && parsed?.pattern !== 'sync:2') return [];
    const kind = JOB_KINDS[parsed.service]?.find(({ action }) => action === parsed.action);
    return kind === undefined ? [] : [kind.managedRule];
  });
  return [...new Set(rules)];
}

function keyGrants({ arn, kmsKeyId }: StateMachine): Grant[] {
  if (kmsKeyId === undefined) return [];
  const resource = kmsKeyId.startsWith('arn:') ? kmsKeyId : localArn('kms', `key/${kmsKeyId}`);
  return KEY_ACTIONS.map((action) => ({
    action,
    resource,
    context: { 'kms:EncryptionContext:aws:states:stateMachineArn': arn },
  }));
}

/**
 * AWS judges these when the machine is made or updated, or leaves logs out without a word. The laptop judges them at every start,
 * when all policies of the template are in place, and says which one is missing.
 * @throws AwsError AccessDenied that names role, action and resource.
 */
export function assertMachineGrants(grants: readonly Grant[], principal: Principal, authorizer: Authorizer): void {
  for (const { action, resource, context } of grants) authorizer.authorize({ principal, action, resource, context });
}
