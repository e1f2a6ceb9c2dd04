import type { ModelPrediction } from '../../contracts/model-evidence';
import { argmax } from '../../inference/argmax';
import { calibrate } from '../../inference/calibrate';
import { fitTemperature, type TemperatureFit } from '../calibration/fit-temperature';
import type { ConfidentRow } from '../calibration/reliability-bins';
import { evaluate } from '../evaluate';
import type { Evaluation } from '../evaluation';
import { EvaluationState } from '../evaluation-state';
import { recommendThreshold, type ThresholdRecommendation } from '../selection/recommend-threshold';

/** What the answers of a candidate say of it. */
export interface CandidateFigures {
  readonly calibration: TemperatureFit;
  /** On the validation split, after calibration. */
  readonly recommendation: ThresholdRecommendation;
  /** On the test split, after calibration. */
  readonly evaluation: Evaluation;
}

/**
 * Temperature and threshold from the validation split, every other number from the test split, which has no part in choosing them.
 * @param targetError share of errors among accepted images that the threshold keeps to, 0..1
 * @throws NoRows, LabelOutsideClasses
 */
export function evaluateCandidate(
  classes: readonly string[],
  validation: readonly ModelPrediction[],
  test: readonly ModelPrediction[],
  targetError: number,
): CandidateFigures {
  const calibration = fitTemperature(validation);
  const { temperature } = calibration;
  const confident = validation.map(({ label, probabilities }): ConfidentRow => {
    const predicted = argmax(probabilities);
    return { confidence: calibrate(probabilities, temperature)[predicted]!, right: predicted === label };
  });
  const target = { maxErrorRate: targetError };
  const recommendation = recommendThreshold(confident, target);
  const state = new EvaluationState({ classes, temperature });
  for (const { label, probabilities } of test) state.add(label, probabilities);
  const { threshold } = recommendation.outcome === 'recommended' ? recommendation.point : recommendation.nearest;
  return { calibration, recommendation, evaluation: evaluate(state, { threshold, target }) };
}
