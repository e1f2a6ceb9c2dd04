import { parseSchedule } from '../../../local/schedules/schedule-expression';

const SINCE = new Date('2026-01-01T00:00:30Z');

/** The next three moments after one, as ISO text without seconds. */
function upcoming(text: string, after: string, timeZone?: string): string[] {
  const { next } = parseSchedule(text, { since: SINCE, timeZone });
  const times: string[] = [];
  for (let at = next(new Date(after)); at !== undefined && times.length < 3; at = next(at)) {
    times.push(at.toISOString().slice(0, 16));
  }
  return times;
}

it.each([
  ['0 10 * * ? *', ['2026-01-30T10:00', '2026-01-31T10:00', '2026-02-01T10:00']],
  ['15 12 * * ? *', ['2026-01-30T12:15', '2026-01-31T12:15', '2026-02-01T12:15']],
  ['0 18 ? * MON-FRI *', ['2026-01-30T18:00', '2026-02-02T18:00', '2026-02-03T18:00']],
  ['0 8 1 * ? *', ['2026-02-01T08:00', '2026-03-01T08:00', '2026-04-01T08:00']],
  ['0/15 * * * ? *', ['2026-01-30T00:15', '2026-01-30T00:30', '2026-01-30T00:45']],
  ['0/30 20-2 ? * MON-FRI *', ['2026-01-30T00:30', '2026-01-30T01:00', '2026-01-30T01:30']],
  ['5 8 ? * FRI-MON *', ['2026-01-30T08:05', '2026-01-31T08:05', '2026-02-01T08:05']],
  ['0 0 L * ? *', ['2026-01-31T00:00', '2026-02-28T00:00', '2026-03-31T00:00']],
  ['0 0 LW * ? *', ['2026-02-27T00:00', '2026-03-31T00:00', '2026-04-30T00:00']],
  ['0 0 1W * ? *', ['2026-02-02T00:00', '2026-03-02T00:00', '2026-04-01T00:00']],
  ['0 0 31W * ? *', ['2026-03-31T00:00', '2026-05-29T00:00', '2026-07-31T00:00']],
  ['0 0 ? * 3#2 *', ['2026-02-10T00:00', '2026-03-10T00:00', '2026-04-14T00:00']],
  ['0 0 ? * FRIL *', ['2026-02-27T00:00', '2026-03-27T00:00', '2026-04-24T00:00']],
  ['0 0 ? * L *', ['2026-01-31T00:00', '2026-02-07T00:00', '2026-02-14T00:00']],
  ['0 0 29 FEB ? *', ['2028-02-29T00:00', '2032-02-29T00:00', '2036-02-29T00:00']],
  ['0 0 1 1 ? 2026-2028', ['2027-01-01T00:00', '2028-01-01T00:00']],
  ['0 0 30 2 ? *', []],
])('reads cron(%s)', (text, expected) => {
  expect(upcoming(`cron(${text})`, '2026-01-30T00:00:00Z')).toEqual(expected);
});

it('counts a rate from its beginning', () => {
  expect(upcoming('rate(5 minutes)', '2025-12-31T00:00:00Z')[0]).toBe('2026-01-01T00:05');
  expect(upcoming('rate(1 hour)', '2026-01-01T05:00:30Z')).toEqual([
    '2026-01-01T06:00',
    '2026-01-01T07:00',
    '2026-01-01T08:00',
  ]);
});

it('knows a single time', () => {
  expect(upcoming('at(2026-05-01T12:00:00)', '2026-01-01T00:00:00Z', 'Europe/Berlin')).toEqual(['2026-05-01T10:00']);
  expect(upcoming('at(2026-05-01T12:00:00)', '2026-05-01T12:00:00Z')).toEqual([]);
});

it('follows the clock of a time zone: a skipped minute is skipped, a repeated one is due once', () => {
  const berlin = (after: string) => upcoming('cron(30 2 * * ? *)', after, 'Europe/Berlin');

  expect(berlin('2026-03-28T00:00:00Z')).toEqual(['2026-03-28T01:30', '2026-03-30T00:30', '2026-03-31T00:30']);
  expect(berlin('2026-10-24T12:00:00Z')).toEqual(['2026-10-25T00:30', '2026-10-26T01:30', '2026-10-27T01:30']);
});

it.each([
  'every hour',
  'rate(0 minutes)',
  'rate(1 hours)',
  'rate(5 minute)',
  'rate(1.5 hours)',
  'cron(0 0 * * *)',
  'cron(0 0 * * * *)',
  'cron(0 0 ? * ? *)',
  'cron(60 0 * * ? *)',
  'cron(0 0 ? * 8 *)',
  'cron(0 0 ? * 2#6 *)',
  'cron(0/0 0 * * ? *)',
  'cron(0 0 * FOO ? *)',
  'at(tomorrow)',
])('refuses %s', (text) => {
  expect(() => parseSchedule(text, { since: SINCE })).toThrow(expect.objectContaining({ code: 'ValidationException' }));
});

it('refuses a time zone that nobody knows', () => {
  expect(() => parseSchedule('cron(0 0 * * ? *)', { since: SINCE, timeZone: 'Moon/Base' })).toThrow(/Moon\/Base/);
});
