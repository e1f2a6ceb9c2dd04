import { CaptureWindowInvalid, parseCaptureWindow, windowHolds } from '../../../core/capture/capture-window';

const NOW = new Date('2024-10-15T14:05:12.345Z');
const spanOf = (text: string): string => {
  const { from, to } = parseCaptureWindow(text, NOW);
  return `${from.toISOString()} ${to.toISOString()}`;
};

it.each([
  ['2024-10-15T14/15T18', '2024-10-15T14:00:00.000Z 2024-10-15T18:00:00.000Z'],
  ['2024-10-15T14/T18', '2024-10-15T14:00:00.000Z 2024-10-15T18:00:00.000Z'],
  ['2024-10-15T22/16T02', '2024-10-15T22:00:00.000Z 2024-10-16T02:00:00.000Z'],
  ['2024-10-31T22/11-01T02', '2024-10-31T22:00:00.000Z 2024-11-01T02:00:00.000Z'],
  ['2024-12-31/2025-01-01', '2024-12-31T00:00:00.000Z 2025-01-01T00:00:00.000Z'],
  ['2024-10-15T14:30/T14:45', '2024-10-15T14:30:00.000Z 2024-10-15T14:45:00.000Z'],
  ['2024-10-15T14:00:00Z/2024-10-15T14:00:30Z', '2024-10-15T14:00:00.000Z 2024-10-15T14:00:30.000Z'],
  ['2024-10-15', '2024-10-15T00:00:00.000Z 2024-10-16T00:00:00.000Z'],
  ['2024-10-15T14', '2024-10-15T14:00:00.000Z 2024-10-15T15:00:00.000Z'],
  ['2024-10-15T14:05', '2024-10-15T14:05:00.000Z 2024-10-15T14:06:00.000Z'],
  ['2024-02-29', '2024-02-29T00:00:00.000Z 2024-03-01T00:00:00.000Z'],
  ['last 2h', '2024-10-15T12:05:12.345Z 2024-10-15T14:05:12.345Z'],
  ['last 30m', '2024-10-15T13:35:12.345Z 2024-10-15T14:05:12.345Z'],
  [' last 7d ', '2024-10-08T14:05:12.345Z 2024-10-15T14:05:12.345Z'],
])('reads %j', (text, span) => {
  expect(spanOf(text)).toBe(span);
});

it.each([
  ['', /'' is no window; a window is '2024-10-15T14\/15T18'/],
  ['yesterday', /is no window/],
  ['last 2 weeks', /is no window/],
  ['last 0h', /is empty/],
  ['2024-10-15T14/', /is no window/],
  ['2024-10-15T14/15T18/16T02', /is no window/],
  ['2024-10-15T14/18', /'18' may be a day or an hour; write 18T00 or T18/],
  ['2024-02-30', /does not exist/],
  ['2024-10-15T25', /does not exist/],
  ['2024-10-15T24', /does not exist/],
  ['2024-10-15T18/T14', /ends \(2024-10-15T14:00:00.000Z\) before it begins/],
  ['2024-10-15T14/T14', /before it begins/],
  ['2024-10-31T22/01T02', /before it begins; an end names all that differs/],
])('refuses %j', (text, complaint) => {
  expect(() => spanOf(text)).toThrow(CaptureWindowInvalid);
  expect(() => spanOf(text)).toThrow(complaint);
});

describe('a record', () => {
  const holds = (text: string, hour: string, time: string): boolean =>
    windowHolds(parseCaptureWindow(text, NOW), new Date(`2024-10-15T${hour}:00:00Z`), new Date(`2024-10-15T${time}Z`));

  it.each([
    ['belongs by its folder where the window holds the hour whole', '2024-10-15T14/T16', '14', '13:59:59', true],
    ['belongs not where its folder lies outside, whatever its time', '2024-10-15T14/T16', '16', '15:59:59', false],
    ['belongs by its time at the begin of an hour in part', '2024-10-15T14:30/T16', '14', '14:30:00', true],
    ['belongs not before the begin of an hour in part', '2024-10-15T14:30/T16', '14', '14:29:59', false],
    ['belongs not at the end of an hour in part', '2024-10-15T14/T16:30', '16', '16:30:00', false],
    ['belongs before the end of an hour in part', '2024-10-15T14/T16:30', '16', '16:29:59', true],
  ])('%s', (_, text, hour, time, expected) => {
    expect(holds(text, hour, time)).toBe(expected);
  });
});
