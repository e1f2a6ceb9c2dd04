/** Lengths of named arrays, and the arrays themselves once somebody allocates them. */
export type ArrayLengths = Readonly<Record<string, number>>;

export const totalLength = (plans: readonly ArrayLengths[]): number =>
  plans.reduce((sum, plan) => sum + Object.values(plan).reduce((part, length) => part + length, 0), 0);

export function allocateArrays<Plan extends ArrayLengths>(
  plan: Plan,
  allocate: (length: number) => Float32Array,
): Record<keyof Plan, Float32Array> {
  const arrays = Object.entries(plan).map(([name, length]) => [name, allocate(length)] as const);
  return Object.fromEntries(arrays) as Record<keyof Plan, Float32Array>;
}
