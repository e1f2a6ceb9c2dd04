import { compilePolicy } from './policy-document';
import type { PolicyKind } from './statement';
import { TrackedStatement } from './statement-use';

/** The policies of one role or resource, and which of their statements speak of an action. */
export class PolicySet {
  private readonly policies = new Map<string, readonly TrackedStatement[]>();
  private readonly byAction = new Map<string, readonly TrackedStatement[]>();

  constructor(
    private readonly owner: string,
    private readonly kind: PolicyKind,
  ) {}

  get size(): number {
    return this.policies.size;
  }

  /** @throws MalformedPolicy; the policy of that name then stays as it was. */
  put(name: string, document: unknown): void {
    const { statements } = compilePolicy(document, this.kind, `${this.kind} policy '${name}' of ${this.owner}`);
    this.policies.set(
      name,
      statements.map((statement) => new TrackedStatement(statement, this.owner, name)),
    );
    this.byAction.clear();
  }

  delete(name: string): void {
    this.policies.delete(name);
    this.byAction.clear();
  }

  /** The statements whose Action takes an action in, remembered by action: there are few of them, and requests are many. */
  statementsFor(action: string): readonly TrackedStatement[] {
    const known = this.byAction.get(action);
    if (known !== undefined) return known;
    const lowerCase = action.toLowerCase();
    const found = this.statements().filter(({ statement }) => statement.matchesAction(lowerCase));
    this.byAction.set(action, found);
    return found;
  }

  statements(): readonly TrackedStatement[] {
    return [...this.policies.values()].flat();
  }
}
