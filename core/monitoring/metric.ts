/** A number that was computed, or why it could not be: a failure is a value, so that one metric takes no other down. */
export type Metric<Value = number> =
  | { readonly isKnown: true; readonly value: Value }
  | { readonly isKnown: false; readonly reason: string };

export const known = <Value>(value: Value): Metric<Value> => ({ isKnown: true, value });
export const unknown = (reason: string): Metric<never> => ({ isKnown: false, reason });

/** The value, or undefined. */
export const knownValue = <Value>(metric: Metric<Value>): Value | undefined =>
  metric.isKnown ? metric.value : undefined;
