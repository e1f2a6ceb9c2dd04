/** What an intrinsic function is given besides its arguments. */
export interface IntrinsicEnvironment {
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/** One intrinsic function of the language. */
export interface IntrinsicFunction {
  /** How many arguments it takes: fewest and most. */
  readonly arity: readonly [number, number];
  /** @throws InvalidArgument */
  apply(values: readonly unknown[], environment: IntrinsicEnvironment): unknown;
}

/** An argument that the function refuses; becomes States.IntrinsicFailure. */
export class InvalidArgument extends Error {
  override readonly name = 'InvalidArgument';
}

export function listArgument(value: unknown, position: number): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new InvalidArgument(`Argument ${position} must be an array.`);
}

export function textArgument(value: unknown, position: number): string {
  if (typeof value === 'string') return value;
  throw new InvalidArgument(`Argument ${position} must be a string.`);
}

/** A number rounded to the nearest integer, as the service does with numbers that are none. */
export function integerArgument(value: unknown, position: number): number {
  if (typeof value === 'number') return Math.round(value);
  throw new InvalidArgument(`Argument ${position} must be a number.`);
}
