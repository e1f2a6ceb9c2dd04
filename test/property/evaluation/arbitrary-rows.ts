import fc from 'fast-check';

export interface ArbitraryRow {
  readonly label: number;
  readonly probabilities: readonly number[];
}

/** Weights that make equal confidences, certainty and zeros as likely as they are among real models' answers. */
const weight = fc.oneof(
  { weight: 3, arbitrary: fc.double({ min: 1e-6, max: 1, noNaN: true }) },
  { weight: 2, arbitrary: fc.constantFrom(0, 0.25, 0.5, 1) },
);

/** One row of a model of so many classes. */
export const arbitraryRow = (classes: number): fc.Arbitrary<ArbitraryRow> =>
  fc
    .tuple(fc.nat(classes - 1), fc.array(weight, { minLength: classes, maxLength: classes }))
    .filter(([, weights]) => weights.some((value) => value > 0))
    .map(([label, weights]) => {
      const sum = weights.reduce((total, value) => total + value, 0);
      return { label, probabilities: weights.map((value) => value / sum) };
    });

/** Rows of a model of 2 to 4 classes. */
export const arbitraryRows = (minLength: number, maxLength: number) =>
  fc.integer({ min: 2, max: 4 }).chain((classes) =>
    fc.record({
      classes: fc.constant(Array.from({ length: classes }, (_, index) => `class ${index}`)),
      rows: fc.array(arbitraryRow(classes), { minLength, maxLength }),
    }),
  );
