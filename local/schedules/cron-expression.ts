import { type CronField, dayMatcher, type FieldRange, readField } from './cron-field';
import type { ScheduleExpression } from './schedule-expression';
import { wallClock } from './wall-clock';

const DAY_MS = 86_400_000;
/** Years without a match after which there is none: 29 February on a certain weekday comes every 40 years at most. */
const MAX_DAYS = 41 * 366;

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

const MINUTE: FieldRange = { name: 'minutes', min: 0, max: 59 };
const HOUR: FieldRange = { name: 'hours', min: 0, max: 23 };
const MONTH: FieldRange = { name: 'month', min: 1, max: 12, names: MONTHS };
const YEAR: FieldRange = { name: 'year', min: 1970, max: 2199 };

/**
 * Reads the six fields of a cron expression: minutes, hours, day of month, month, day of week (1 is Sunday), year.
 * A minute that the clock skips when it is put forward is skipped; one that it shows twice is due once.
 * @param invalid makes the error for what is wrong.
 */
export function parseCron(text: string, timeZone: string, invalid: (reason: string) => Error): ScheduleExpression {
  const fields = text.trim().split(/\s+/);
  const [minutes = '', hours = '', dayOfMonth = '', month = '', dayOfWeek = '', year = ''] = fields;
  if (fields.length !== 6) throw invalid('cron has six fields');
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) throw invalid('exactly one of day of month and day of week is ?');
  const inMinutes = readField(minutes, MINUTE, invalid);
  const inHours = readField(hours, HOUR, invalid);
  const inMonth = readField(month, MONTH, invalid);
  const inYear = readField(year, YEAR, invalid);
  const matchesDay = dayMatcher({ dayOfMonth, dayOfWeek, weekdays: WEEKDAYS }, invalid);
  const clock = wallClock(timeZone);
  const times = timesOfDay(inHours, inMinutes);
  return {
    next: (after) => {
      const shown = clock.at(after);
      let day = Date.UTC(shown.year, shown.month - 1, shown.day);
      for (let count = 0; count < MAX_DAYS; count++, day += DAY_MS) {
        const date = new Date(day);
        const [atYear, atMonth] = [date.getUTCFullYear(), date.getUTCMonth() + 1];
        if (atYear > YEAR.max) return undefined;
        if (!inYear.has(atYear) || !inMonth.has(atMonth) || !matchesDay(date)) continue;
        for (const { hour, minute } of times) {
          const due = clock.instant({ year: atYear, month: atMonth, day: date.getUTCDate(), hour, minute });
          if (due !== undefined && due > after) return due;
        }
      }
      return undefined;
    },
  };
}

function timesOfDay(hours: CronField, minutes: CronField) {
  const sorted = (field: CronField): number[] => [...field].sort((a, b) => a - b);
  return sorted(hours).flatMap((hour) => sorted(minutes).map((minute) => ({ hour, minute })));
}
