import type { Leftover } from './leftover';

export interface Removal {
  readonly kind: string;
  readonly name: string;
  /** Why it could not be removed; absent where it is gone. */
  readonly error?: string;
}

/**
 * Removes leftovers one after the other, in their order. One that resists does not save the others: the next run finds it again.
 * @throws the signal's reason; what is removed already stays removed.
 */
export async function removeLeftovers(
  leftovers: readonly Leftover[],
  report: (text: string) => void,
  signal: AbortSignal,
): Promise<readonly Removal[]> {
  const removals: Removal[] = [];
  for (const [index, { kind, name, remove }] of leftovers.entries()) {
    signal.throwIfAborted();
    report(`${index + 1} of ${leftovers.length}: ${kind} ${name}`);
    try {
      await remove?.(signal);
      removals.push({ kind, name });
    } catch (error) {
      signal.throwIfAborted();
      removals.push({ kind, name, error: `${(error as Error).name}: ${(error as Error).message}` });
    }
  }
  return removals;
}
