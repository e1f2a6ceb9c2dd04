import { join } from 'node:path';
import { AwsError } from '../protocol/aws-error';
import { StateFile } from '../state-file';
import type { EventRule } from './event-rule';

/** What somebody switched by hand, and what the template said at that time. */
interface Switch {
  readonly template: boolean;
  readonly enabled: boolean;
}

/** The rules of the default bus. They come with the templates at every start; what EnableRule and DisableRule did is kept. */
export class RuleStore {
  private readonly rules = new Map<string, EventRule>();
  private readonly switches: Map<string, Switch>;
  private readonly listeners: ((rule: EventRule) => void)[] = [];
  private readonly file: StateFile<Readonly<Record<string, Switch>>>;

  constructor(folder: string) {
    this.file = new StateFile(join(folder, 'switched-rules.json'));
    this.switches = new Map(Object.entries(this.file.read() ?? {}));
  }

  put(rule: EventRule): void {
    this.rules.set(rule.name, rule);
    const switched = this.switches.get(rule.name);
    // A template that says something else than it did then has the last word.
    if (switched !== undefined && switched.template !== rule.enabled) this.forget(rule.name);
  }

  delete(name: string): void {
    this.rules.delete(name);
    this.forget(name);
  }

  /** Calls the listener when somebody switches a rule. */
  onSwitched(listener: (rule: EventRule) => void): void {
    this.listeners.push(listener);
  }

  /** Whether the rule takes events now. */
  isEnabled({ name, enabled }: EventRule): boolean {
    return this.switches.get(name)?.enabled ?? enabled;
  }

  /** @throws AwsError `ResourceNotFoundException` */
  setEnabled(name: string, enabled: boolean): void {
    const rule = this.get(name);
    this.switches.set(name, { template: rule.enabled, enabled });
    this.save();
    for (const listener of this.listeners) listener(rule);
  }

  /** @throws AwsError `ResourceNotFoundException` */
  get(name: string): EventRule {
    const rule = this.rules.get(name);
    if (rule === undefined) {
      throw new AwsError('ResourceNotFoundException', `Rule ${name} does not exist on EventBus default.`);
    }
    return rule;
  }

  /** In the order of their names. */
  list(): readonly EventRule[] {
    return [...this.rules.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  all(): Iterable<EventRule> {
    return this.rules.values();
  }

  private forget(name: string): void {
    if (this.switches.delete(name)) this.save();
  }

  private save(): void {
    this.file.write(Object.fromEntries(this.switches));
  }
}
