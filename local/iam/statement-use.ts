import type { Statement } from './statement';

/** What one Allow statement has been good for since the laptop started. */
export interface StatementUse {
  /** ARN of the role or resource whose policy holds it. */
  readonly owner: string;
  readonly policyName: string;
  /** The statement's Sid, else its number from 0. */
  readonly label: string;
  readonly source: Readonly<Record<string, unknown>>;
  /** Requests that it admitted, alone or beside others. */
  readonly admitted: number;
  /** Requests that would have been refused without it. Zero: every request would pass if the statement were gone. */
  readonly decisive: number;
  /** The actions that it admitted, sorted. */
  readonly actions: readonly string[];
}

/** A statement in force, with the record of what it admitted. */
export class TrackedStatement {
  private admitted = 0;
  private decisive = 0;
  private readonly actions = new Set<string>();

  constructor(
    readonly statement: Statement,
    private readonly owner: string,
    private readonly policyName: string,
  ) {}

  record(action: string, decisive: boolean): void {
    this.admitted++;
    if (decisive) this.decisive++;
    this.actions.add(action);
  }

  use(): StatementUse {
    const { statement, owner, policyName, admitted, decisive } = this;
    const { label, source } = statement;
    return { owner, policyName, label, source, admitted, decisive, actions: [...this.actions].sort() };
  }
}
