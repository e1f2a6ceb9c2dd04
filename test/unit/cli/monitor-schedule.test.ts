import { monitorSchedule, scheduleText } from '../../../cli/monitor/monitor-schedule';

const NOW = new Date('2024-10-15T14:25:00Z');

it('tells the next times of a cron expression, in UTC', () => {
  const schedule = monitorSchedule({ enabled: true, schedule: 'cron(20 * * * ? *)' }, NOW, 2);

  expect(schedule.next).toEqual(['2024-10-15T15:20:00.000Z', '2024-10-15T16:20:00.000Z']);
  expect(scheduleText(schedule).split('\n')).toEqual([
    'cron(20 * * * ? *)',
    '  2024-10-15 15:20 UTC, on the hour before',
    '  2024-10-15 16:20 UTC, on the hour before',
  ]);
});

it('counts a rate from now', () => {
  expect(monitorSchedule({ enabled: true, schedule: 'rate(2 hours)' }, NOW, 1).next).toEqual([
    '2024-10-15T16:25:00.000Z',
  ]);
});

it('tells no time where monitoring is switched off', () => {
  const schedule = monitorSchedule({ enabled: false, schedule: 'rate(1 hour)' }, NOW, 3);

  expect(schedule.next).toEqual([]);
  expect(scheduleText(schedule)).toMatch(/switched off/);
});
