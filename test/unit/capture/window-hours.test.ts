import { windowHours } from '../../../core/capture/window-hours';

const hours = (from: string, to: string) =>
  [...windowHours({ from: new Date(from), to: new Date(to) })].map((hour) => hour.toISOString().slice(0, 13));

describe('windowHours', () => {
  it('gives every hour that a window touches, across days, and none that begins at its end', () => {
    expect(hours('2026-12-31T22:30:00Z', '2027-01-01T01:00:00Z')).toEqual([
      '2026-12-31T22',
      '2026-12-31T23',
      '2027-01-01T00',
    ]);
  });

  it('gives the one hour of a window of minutes', () => {
    expect(hours('2026-06-01T10:20:00Z', '2026-06-01T10:21:00Z')).toEqual(['2026-06-01T10']);
  });
});
