/** Where a flow of states stopped, and what a redrive starts it from. JSON. */
export interface Checkpoint {
  readonly state: string;
  readonly input: unknown;
  /** Of a Parallel or Map state: every branch or iteration in order; null for one that had not begun. */
  readonly branches?: readonly (BranchCheckpoint | null)[];
}

/** A branch that ended keeps its output and is not run again. */
export type BranchCheckpoint = Checkpoint | { readonly output: unknown };
