import {
  formatConfidence,
  formatMilliseconds,
  formatPlural,
  formatSeconds,
  formatShare,
  formatThreshold,
} from '../../../core/report/number-format';

it.each([
  [0, '0 %'],
  [0.0001, '0.1 %'],
  [0.925, '92.5 %'],
  [0.99996, '99.9 %'],
  [1, '100 %'],
])('writes the share %p as %s', (share, text) => {
  expect(formatShare(share)).toBe(text);
});

it.each([
  [0.92999, '0.929'],
  [0.93, '0.930'],
  [0.29, '0.290'],
  [1, '1.000'],
])('rounds the confidence %p down to %s, so that it never seems to meet a threshold it missed', (confidence, text) => {
  expect(formatConfidence(confidence)).toBe(text);
});

it.each([
  [0.0084, '8.4 ms'],
  [12.44, '12.4 s'],
  [59.97, '1 min 00 s'],
  [125, '2 min 05 s'],
  [3725, '1 h 02 min'],
])('writes %p seconds as %s', (seconds, text) => {
  expect(formatSeconds(seconds)).toBe(text);
});

it('writes whole milliseconds from ten on and seconds from a thousand on', () => {
  expect([9.44, 41.2, 1500].map(formatMilliseconds)).toEqual(['9.4 ms', '41 ms', '1.5 s']);
});

it('writes thresholds as they were configured', () => {
  expect([0.93, 0.1 + 0.2, 1].map(formatThreshold)).toEqual(['0.93', '0.3', '1']);
});

it('writes one image and many images', () => {
  expect([1, 12345].map((count) => formatPlural(count, 'image'))).toEqual(['1 image', '12,345 images']);
});
