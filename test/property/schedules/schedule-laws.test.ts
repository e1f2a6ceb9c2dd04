import fc from 'fast-check';
import { parseSchedule } from '../../../local/schedules/schedule-expression';

const SINCE = new Date('2026-01-01T00:00:00Z');
const instant = fc.date({
  min: new Date('2026-01-01T00:00:00Z'),
  max: new Date('2040-01-01T00:00:00Z'),
  noInvalidDate: true,
});
const values = (min: number, max: number) =>
  fc.uniqueArray(fc.integer({ min, max }), { minLength: 1, maxLength: 3 }).map((list) => list.join(','));

it('a cron is due after the moment asked about, at a minute that all of its fields name, and at none before', () => {
  fc.assert(
    fc.property(instant, values(0, 59), values(0, 23), values(1, 7), (after, minutes, hours, weekdays) => {
      const due = parseSchedule(`cron(${minutes} ${hours} ? * ${weekdays} *)`, { since: SINCE }).next(after) as Date;
      const names = (list: string, value: number) => list.split(',').map(Number).includes(value);
      const matches = (at: Date) =>
        names(minutes, at.getUTCMinutes()) && names(hours, at.getUTCHours()) && names(weekdays, at.getUTCDay() + 1);

      expect(due > after && matches(due) && due.getTime() % 60_000 === 0).toBe(true);
      for (let at = Math.floor(after.getTime() / 60_000 + 1) * 60_000; at < due.getTime(); at += 60_000) {
        if (matches(new Date(at))) throw new Error(`It was due at ${new Date(at).toISOString()}.`);
      }
    }),
    { numRuns: 50 },
  );
});

it('a rate is due once in every period, wherever one looks from', () => {
  fc.assert(
    fc.property(instant, fc.integer({ min: 2, max: 500 }), (after, minutes) => {
      const { next } = parseSchedule(`rate(${minutes} minutes)`, { since: SINCE });
      const due = next(after) as Date;

      expect((due.getTime() - SINCE.getTime()) % (minutes * 60_000)).toBe(0);
      expect(due.getTime() - after.getTime()).toBeGreaterThan(0);
      expect(due.getTime() - after.getTime()).toBeLessThanOrEqual(minutes * 60_000);
      expect(next(due)?.getTime()).toBe(due.getTime() + minutes * 60_000);
    }),
  );
});
