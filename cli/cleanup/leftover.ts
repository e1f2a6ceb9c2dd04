import type { Target } from '../target/target';
import type { Inventory } from './inventory';

/** Something that runs or lies about and that no deployed stack has. */
export interface Leftover {
  /** `endpoint`, `bucket`, … */
  readonly kind: string;
  readonly name: string;
  /** Why it is one, in a few words. */
  readonly why: string;
  /** What it costs, by list prices of us-east-1. */
  readonly cost: string;
  /** Removes it; what is gone already is no failure. Absent where only a person can: `byHand` says how. */
  remove?(signal: AbortSignal): Promise<void>;
  readonly byHand?: string;
  /** Whether people's data goes with it. */
  readonly data?: boolean;
}

/** Finds the leftovers of one kind. */
export type FindLeftovers = (target: Target, inventory: Inventory) => Promise<readonly Leftover[]>;
