import { AwsError } from '../protocol/aws-error';
import { parseCron } from './cron-expression';
import { wallClock } from './wall-clock';

/** When a schedule is due. */
export interface ScheduleExpression {
  /** The first moment after `after`; undefined where there is none any more. */
  next(after: Date): Date | undefined;
}

export interface ExpressionContext {
  /** What a rate is counted from. */
  readonly since: Date;
  /** Name of a time zone for cron and at. @default UTC */
  readonly timeZone?: string;
}

const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * Reads `rate(5 minutes)`, `cron(0 3 ? * MON-FRI *)` and `at(2026-11-20T13:00:00)`. A rate is due for the first time one period after `since`.
 * @throws AwsError `ValidationException`
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 */
export function parseSchedule(text: string, { since, timeZone = 'UTC' }: ExpressionContext): ScheduleExpression {
  const [, kind, body = ''] = /^(rate|cron|at)\((.*)\)$/.exec(text.trim()) ?? [];
  switch (kind) {
    case 'rate':
      return rate(body, text, since);
    case 'cron':
      return parseCron(body, timeZone, (reason) => invalid(text, reason));
    case 'at':
      return once(body, text, timeZone);
    default:
      throw invalid(text, 'it is none of rate(…), cron(…) and at(…)');
  }
}

function rate(body: string, text: string, since: Date): ScheduleExpression {
  const [, digits, name = ''] = /^\s*(\d+)\s+(minute|hour|day)s?\s*$/.exec(body) ?? [];
  const count = Number(digits);
  const unit = UNIT_MS[name];
  const isPlural = body.trim().endsWith('s');
  if (unit === undefined || count < 1) throw invalid(text, 'a rate is a whole number of minutes, hours or days');
  if (isPlural !== count > 1) throw invalid(text, `${count} goes with ${count > 1 ? `${name}s` : name}`);
  const period = count * unit;
  const start = since.getTime();
  return {
    next: (after) => new Date(start + Math.max(1, Math.floor((after.getTime() - start) / period) + 1) * period),
  };
}

function once(body: string, text: string, timeZone: string): ScheduleExpression {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)$/.exec(body);
  if (match === null) throw invalid(text, 'a time is yyyy-mm-ddThh:mm:ss');
  const [, year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.map(Number);
  const shown = wallClock(timeZone).instant({ year, month, day, hour, minute });
  if (shown === undefined) throw invalid(text, `there is no such time in ${timeZone}`);
  const due = new Date(shown.getTime() + second * 1000);
  return { next: (after) => (after < due ? due : undefined) };
}

const invalid = (text: string, reason: string): AwsError =>
  new AwsError('ValidationException', `Parameter ScheduleExpression is not valid: '${text}': ${reason}.`);
