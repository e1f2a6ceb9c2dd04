import { parseSchedule, type ScheduleExpression } from '../../schedules/schedule-expression';
import type { Secret } from '../secret';

/** When a secret is to be rotated by its rules, counted from its last rotation; undefined where they name no time. */
export function rotationTimes({ rotation, rotatedAt, createdAt }: Secret): ScheduleExpression | undefined {
  const { AutomaticallyAfterDays: days, ScheduleExpression } = rotation?.rules ?? {};
  const text = ScheduleExpression ?? (days === undefined ? undefined : `rate(${days} day${days === 1 ? '' : 's'})`);
  return text === undefined ? undefined : parseSchedule(text, { since: new Date(rotatedAt ?? createdAt) });
}
