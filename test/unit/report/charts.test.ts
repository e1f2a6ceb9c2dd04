import { imagesPerBar } from '../../../core/report/charts/confidence-bars';
import { histogramBins } from '../../../core/report/charts/confidence-histogram';
import { classifiedInOrder, confidenceFloor, timeScale } from '../../../core/report/charts/timed-confidence';
import type { RunImage } from '../../../core/report/workflow-run';

const image = (confidence: number | undefined, seconds = 0): RunImage => ({
  key: 'k',
  time: new Date(1_740_000_000_000 + seconds * 1000).toISOString(),
  outcome: 'accepted',
  confidence,
  inferences: [],
});
const classified = (...confidences: number[]) => classifiedInOrder(confidences.map((confidence) => image(confidence)));

describe('classifiedInOrder', () => {
  it('sorts by time and leaves out what was not classified', () => {
    const inOrder = classifiedInOrder([image(0.3, 30), image(undefined, 5), image(0.1, 10), image(0.2, 20)]);

    expect(inOrder.map(({ confidence }) => confidence)).toEqual([0.1, 0.2, 0.3]);
  });
});

describe('timeScale', () => {
  it.each([
    [60, 'seconds', 60],
    [600, 'minutes', 10],
    [36_000, 'hours', 10],
    [864_000, 'days', 10],
  ])('measures a run of %p seconds in %s', (span, unit, length) => {
    const images = classifiedInOrder([image(0.9, 0), image(0.9, span)]);

    const scale = timeScale(images);

    expect([scale.unit, scale.of(images[1]!)]).toEqual([unit, length]);
  });
});

describe('confidenceFloor', () => {
  it('is a tenth at or below every point, the threshold and the least possible confidence', () => {
    expect(confidenceFloor(classified(0.71, 0.99), 0.93, 2)).toBe(0.5);
    expect(confidenceFloor(classified(0.71, 0.99), 0.93, 3)).toBe(0.3);
    expect(confidenceFloor(classified(0.04), 0.93, 2)).toBe(0);
    expect(confidenceFloor([], 0.2, 2)).toBe(0.2);
  });
});

describe('histogramBins', () => {
  it('counts every image once, at the right side of the threshold', () => {
    const bins = histogramBins(classified(0.5, 0.55, 0.929, 0.93, 0.95, 1), 0.93, 0.5);

    const filled = bins.filter(({ below, above }) => below + above > 0);
    expect(filled).toEqual([
      { from: 0.5, to: 0.55, below: 1, above: 0 },
      { from: 0.55, to: 0.6, below: 1, above: 0 },
      { from: 0.9, to: 0.95, below: 1, above: 1 },
      { from: 0.95, to: 1, below: 0, above: 2 },
    ]);
  });
});

describe('imagesPerBar', () => {
  it('is one until bars get too thin', () => {
    expect(
      [1, 80, 81, 200, 201, 5000].map((count) => [imagesPerBar(count, 'wide'), imagesPerBar(count, 'narrow')]),
    ).toEqual([
      [1, 1],
      [1, 1],
      [1, 2],
      [1, 3],
      [2, 3],
      [25, 63],
    ]);
  });
});
