import { progressLine } from '../../../cli/batch/progress-line';

const seen = { images: 3200, accepted: 2310, secondLook: 860, failed: 30 };

it('says what is done, how it went, how fast, and how long it takes', () => {
  expect(progressLine({ done: 3200, total: 10_000, seen }, 4)).toBe(
    '3,200 of 10,000 done; 2,310 accepted, 860 second look, 30 failed; 800 images/s, 9 s left',
  );
});

it('says so where not every child has been looked at', () => {
  expect(progressLine({ done: 4000, total: 1_000_000, seen }, 100)).toContain(
    '30 failed (of 3,200 looked at); 40 images/s, 6.9 h left',
  );
});

it('promises nothing before anything is known', () => {
  const none = { images: 0, accepted: 0, secondLook: 0, failed: 0 };
  expect(progressLine({ done: 0, seen: none }, 0)).toBe('0 done; 0 accepted, 0 second look, 0 failed; 0.0 images/s');
});
