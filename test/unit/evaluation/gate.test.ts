import type { ModelPrediction } from '../../../core/contracts/model-evidence';
import { compareModels } from '../../../core/evaluation/gate/compare-models';
import { evaluateCandidate } from '../../../core/evaluation/gate/evaluate-candidate';
import { judgeGate } from '../../../core/evaluation/gate/judge-gate';

const RULES = { minAccuracy: 0.8, margin: 0.1 };
const prediction = (file: number, label: number, first: number, etag = 'v1'): ModelPrediction => ({
  file: `${file}.png`,
  etag,
  label,
  probabilities: [first, 1 - first],
});

describe('gate', () => {
  it('passes a model that keeps to every rule', () => {
    expect(judgeGate({ accuracy: 0.8, majorityAccuracy: 0.7 }, RULES)).toEqual({ passed: true, reasons: [] });
  });

  it.each([
    ['it is not accurate enough', { accuracy: 0.79, majorityAccuracy: 0.5 }, /accuracy is 79\.0 %.*80\.0 % at least/],
    [
      'it hardly beats the most frequent class',
      { accuracy: 0.85, majorityAccuracy: 0.8 },
      /most frequent class.*80\.0 %/,
    ],
    ['it is as good as the most frequent class', { accuracy: 0.9, majorityAccuracy: 0.9 }, /margin/],
  ])('refuses a model when %s', (_, figures, reason) => {
    const { passed, reasons } = judgeGate(figures, RULES);
    expect(passed).toBe(false);
    expect(reasons).toEqual([expect.stringMatching(reason)]);
  });

  it('asks for more than the most frequent class gets even without a margin', () => {
    const rules = { minAccuracy: 0, margin: 0 };
    expect(judgeGate({ accuracy: 0.5, majorityAccuracy: 0.5 }, rules).passed).toBe(false);
    expect(judgeGate({ accuracy: 0.51, majorityAccuracy: 0.5 }, rules).passed).toBe(true);
  });

  it.each([
    ['refuses a model that is worse beyond chance', -0.01, false],
    ['passes one that chance may have made worse', 0.01, true],
  ])('%s', (_, high, passed) => {
    const comparison = { rows: 100, candidateOnly: 1, releasedOnly: 12, difference: -0.11, low: -0.2, high };
    expect(judgeGate({ accuracy: 0.9, majorityAccuracy: 0.5, comparison }, RULES).passed).toBe(passed);
  });
});

describe('comparison', () => {
  it('counts the images that one model alone gets right, among those that both have answered', () => {
    const candidate = [prediction(1, 0, 0.9), prediction(2, 0, 0.2), prediction(3, 1, 0.1), prediction(4, 1, 0.3)];
    const released = [prediction(1, 0, 0.4), prediction(2, 0, 0.8), prediction(3, 1, 0.2), prediction(5, 0, 0.9)];
    expect(compareModels(candidate, released)).toMatchObject({
      rows: 3,
      candidateOnly: 1,
      releasedOnly: 1,
      difference: 0,
    });
  });

  it('leaves out an image that is another one under the same name', () => {
    expect(compareModels([prediction(1, 0, 0.9, 'v2')], [prediction(1, 0, 0.9, 'v1')])).toBeUndefined();
  });

  it('goes by the label as it is now', () => {
    const compared = compareModels([prediction(1, 1, 0.1)], [prediction(1, 0, 0.1)]);
    expect(compared).toMatchObject({ rows: 1, candidateOnly: 0, releasedOnly: 0 });
  });
});

it('takes temperature and threshold from validation alone, and every figure from test', () => {
  const validation = [prediction(1, 0, 0.99), prediction(2, 0, 0.9), prediction(3, 1, 0.2), prediction(4, 1, 0.8)];
  const test = [prediction(1, 0, 0.7), prediction(2, 1, 0.4)];

  const figures = evaluateCandidate(['a', 'b'], validation, test, 0.05);

  expect(figures.calibration.outcome).toBe('fitted');
  expect(figures.recommendation.outcome).toBe('recommended');
  expect(figures.evaluation).toMatchObject({ rows: 2, accuracy: 1, temperature: figures.calibration.temperature });
  const other = evaluateCandidate(['a', 'b'], validation, [prediction(9, 0, 0.1)], 0.05);
  expect(other.calibration).toEqual(figures.calibration);
  expect(other.recommendation).toEqual(figures.recommendation);
});
