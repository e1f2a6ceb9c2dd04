import type { EvaluationFailure } from '../../core/evaluation/result/evaluation-result';

/** An evaluation was given up; its message lies in the dead-letter queue. */
export class EvaluationFailed extends Error {
  override readonly name = 'EvaluationFailed';

  constructor(readonly failure: EvaluationFailure) {
    super(`The evaluation was given up. ${failure.errorName}: ${failure.cause}`);
  }
}
