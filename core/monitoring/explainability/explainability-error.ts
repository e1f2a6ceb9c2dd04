/** What makes an explanation impossible; the message says what to do. */
export type ExplainabilityErrorName =
  | 'TooFewCoalitions'
  | 'BaselineInvalid'
  | 'ModelAnswerInvalid'
  | 'AttributionsInvalid';

export class ExplainabilityError extends Error {
  constructor(
    override readonly name: ExplainabilityErrorName,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
  }
}
