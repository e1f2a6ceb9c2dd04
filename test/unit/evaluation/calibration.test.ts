import {
  expectedCalibrationError,
  maximumCalibrationError,
} from '../../../core/evaluation/calibration/calibration-error';
import { fitTemperature, MAX_TEMPERATURE, MIN_TEMPERATURE } from '../../../core/evaluation/calibration/fit-temperature';
import { equalMassBins, equalWidthBins } from '../../../core/evaluation/calibration/reliability-bins';
import { LabelOutsideClasses } from '../../../core/evaluation/evaluation-error';

const copies = <Row>(count: number, row: Row): Row[] => Array.from({ length: count }, () => row);

describe('fitTemperature', () => {
  it('finds the temperature that has a closed form', () => {
    // 0.9 : 0.1 is right three times in four: 9^(1/T) = 3, so T = 2.
    const rows = [...copies(3, { label: 0, probabilities: [0.9, 0.1] }), { label: 1, probabilities: [0.9, 0.1] }];

    expect(fitTemperature(rows)).toEqual({ temperature: expect.closeTo(2, 12), outcome: 'fitted', rows: 4 });
  });

  it('sharpens a model that is too modest', () => {
    const rows = [...copies(9, { label: 0, probabilities: [0.75, 0.25] }), { label: 1, probabilities: [0.75, 0.25] }];

    expect(fitTemperature(rows).temperature).toBeCloseTo(0.5, 12);
  });

  it('keeps 1 when every row is right', () => {
    const rows = [
      { label: 0, probabilities: [0.6, 0.4] },
      { label: 1, probabilities: [0.3, 0.7] },
    ];

    expect(fitTemperature(rows)).toEqual({ temperature: 1, outcome: 'all-right', rows: 2 });
  });

  it('keeps 1 when the rows are of one class', () => {
    const rows = [
      { label: 0, probabilities: [0.6, 0.4] },
      { label: 0, probabilities: [0.3, 0.7] },
    ];

    expect(fitTemperature(rows)).toEqual({ temperature: 1, outcome: 'one-class', rows: 2 });
  });

  it('keeps 1 when there are no rows', () => {
    expect(fitTemperature([])).toEqual({ temperature: 1, outcome: 'no-rows', rows: 0 });
  });

  it('stops at the upper limit when an even guess is likelier than the model', () => {
    const rows = [
      { label: 1, probabilities: [0.9, 0.1] },
      { label: 0, probabilities: [0.2, 0.8] },
    ];

    expect(fitTemperature(rows)).toEqual({ temperature: MAX_TEMPERATURE, outcome: 'at-limit', rows: 2 });
  });

  it('stops at the lower limit when hardly any confidence is deserved more', () => {
    const rows = [
      ...copies(10_000, { label: 0, probabilities: [0.51, 0.49] }),
      { label: 1, probabilities: [0.5001, 0.4999] },
    ];

    expect(fitTemperature(rows)).toEqual({ temperature: MIN_TEMPERATURE, outcome: 'at-limit', rows: 10_001 });
  });

  it('survives probabilities of 0', () => {
    const rows = [...copies(5, { label: 0, probabilities: [1, 0, 0] }), { label: 2, probabilities: [0, 1, 0] }];

    const { temperature, outcome } = fitTemperature(rows);

    expect(outcome).toBe('fitted');
    expect(temperature).toBeGreaterThan(1);
  });

  it('refuses a label without a probability by name', () => {
    expect(() => fitTemperature([{ label: 2, probabilities: [0.5, 0.5] }])).toThrow(LabelOutsideClasses);
  });
});

describe('equalWidthBins', () => {
  it('puts an edge into the bin below it, and 0 into the lowest', () => {
    const rows = [0, 0.1, 0.2, 0.3, 0.7, 1].map((confidence) => ({ confidence, right: true }));

    expect(equalWidthBins(rows, 10).map((bin) => bin.rows)).toEqual([2, 1, 1, 0, 0, 0, 1, 0, 0, 1]);
  });

  it('takes a confidence that rounding put above 1 into the highest bin', () => {
    expect(equalWidthBins([{ confidence: 1.000001, right: true }]).at(-1)).toMatchObject({ rows: 1, accuracy: 1 });
  });

  it.each([0, -1, 1.5])('refuses %p bins', (bins) => {
    expect(() => equalWidthBins([], bins)).toThrow(RangeError);
  });
});

describe('equalMassBins', () => {
  it('never parts equal confidences', () => {
    const rows = [0.5, 0.9, 0.9, 0.9, 0.9, 0.95].map((confidence) => ({ confidence, right: true }));

    expect(equalMassBins(rows, 3).map(({ from, to, rows: count }) => [from, to, count])).toEqual([
      [0.5, 0.9, 5],
      [0.9, 0.95, 1],
    ]);
  });

  it('makes a bin for each row when there are more bins than rows', () => {
    const rows = [0.3, 0.1, 0.2].map((confidence) => ({ confidence, right: false }));

    expect(equalMassBins(rows, 15).map(({ confidence }) => confidence)).toEqual([0.1, 0.2, 0.3]);
  });
});

describe('calibration errors', () => {
  it('weigh the gaps of the bins, and find the largest', () => {
    const rows = [
      ...copies(3, { confidence: 0.95, right: true }),
      { confidence: 0.95, right: false },
      ...copies(6, { confidence: 0.65, right: true }),
    ];

    const bins = equalWidthBins(rows, 10);

    expect(expectedCalibrationError(bins)).toBeCloseTo(0.4 * 0.2 + 0.6 * 0.35, 12);
    expect(maximumCalibrationError(bins)).toBeCloseTo(0.35, 12);
  });

  it('are 0 for no rows', () => {
    expect([expectedCalibrationError(equalWidthBins([])), maximumCalibrationError(equalMassBins([]))]).toEqual([0, 0]);
  });
});
