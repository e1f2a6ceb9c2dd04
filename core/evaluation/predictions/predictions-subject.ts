/** What an evaluation was of, beside its numbers. */
export interface PredictionsSubject {
  readonly endpointName: string;
  /** ARN of the model package that served. */
  readonly modelPackage: string | undefined;
  /** Where the test data lies, e.g. `s3://bucket/key`. */
  readonly data: string;
  /** When the evaluation ended. */
  readonly evaluatedAt: Date;
  /** What a row is. */
  readonly rowNoun: 'image' | 'row';
  /** Files beside the page, by their names. */
  readonly plots: { readonly reliability: string; readonly riskCoverage: string };
  /** Sentences that a reader should know, in plain text, e.g. of repeated images. */
  readonly notes?: readonly string[];
}
