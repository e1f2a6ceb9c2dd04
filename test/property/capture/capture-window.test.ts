import fc from 'fast-check';
import { formatCaptureWindow, parseCaptureWindow, windowHolds } from '../../../core/capture/capture-window';

const NOW = new Date('2024-10-15T14:05:12Z');
const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

const seconds = fc.integer({ min: 946_684_800, max: 4_102_444_799 });
const window = fc
  .record({ begin: seconds, length: fc.integer({ min: 1, max: 400_000 }) })
  .map(({ begin, length }) => ({ from: new Date(begin * SECOND), to: new Date((begin + length) * SECOND) }));

it('reads back what it has written', () => {
  fc.assert(
    fc.property(window, (given) => {
      expect(parseCaptureWindow(formatCaptureWindow(given), NOW)).toEqual(given);
    }),
  );
});

it('gives every record in the folder of its own hour to exactly one of two windows that meet', () => {
  fc.assert(
    fc.property(
      window,
      fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      ({ from, to }, cut, at) => {
        const span = to.getTime() - from.getTime();
        const middle = new Date(Math.floor(from.getTime() + span * cut));
        const time = new Date(Math.floor(from.getTime() + span * at));
        const hour = new Date(Math.floor(time.getTime() / HOUR) * HOUR);
        fc.pre(middle > from);
        const held = [
          { from, to: middle },
          { from: middle, to },
        ].filter((part) => windowHolds(part, hour, time));
        expect(held).toHaveLength(1);
      },
    ),
  );
});
