/** What an expression sees while a state runs. */
export interface EvaluationScope {
  /** `$` */
  readonly input: unknown;
  /** `$$` */
  readonly context: unknown;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/** A compiled path or intrinsic call. @throws StateError */
export type Expression = (scope: EvaluationScope) => unknown;
