import type { MonitoringConfiguration } from '../../core/contracts/monitoring-configuration';
import { parseSchedule } from '../../local/schedules/schedule-expression';

export interface MonitorSchedule {
  readonly enabled: boolean;
  /** EventBridge's expression, always UTC. */
  readonly expression: string;
  /** When the monitors run next; none where they are switched off. */
  readonly next: readonly string[];
}

/**
 * When the monitors of an environment run, by its configuration. A rate counts from the deployment, which the configuration does not know: its times are
 * counted from now.
 * @param most times to tell
 * @throws AwsError `ValidationException` for an expression that EventBridge would refuse
 */
export function monitorSchedule(
  { enabled, schedule: expression }: Pick<MonitoringConfiguration, 'enabled' | 'schedule'>,
  now: Date,
  most: number,
): MonitorSchedule {
  const due = parseSchedule(expression, { since: now });
  const next: string[] = [];
  for (let after = due.next(now); enabled && after !== undefined && next.length < most; after = due.next(after))
    next.push(after.toISOString());
  return { enabled, expression, next };
}

export function scheduleText({ enabled, expression, next }: MonitorSchedule): string {
  if (!enabled) return `${expression}, switched off: monitoring.enabled is false. Monitors run by hand only.`;
  return [expression, ...next.map((time) => `  ${time.slice(0, 16).replace('T', ' ')} UTC, on the hour before`)].join(
    '\n',
  );
}
