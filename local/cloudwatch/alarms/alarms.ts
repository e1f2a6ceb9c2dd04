import type { Clock } from '../../clock';
import { AwsError } from '../../protocol/aws-error';
import type { StateFile } from '../../state-file';
import type { MetricStore } from '../metric-store';
import type { Alarm, AlarmState } from './alarm';
import { evaluateAlarm } from './evaluate-alarm';

/** What is known of an alarm's state. */
export interface AlarmRecord {
  readonly state: AlarmState;
  readonly reason: string;
  readonly datapoints: readonly number[];
  /** Milliseconds since 1970. */
  readonly changedAt: number;
  /** Whether somebody set it by SetAlarmState; the next evaluation decides anew. */
  readonly byHand: boolean;
}

export interface StateChange {
  readonly alarm: Alarm;
  readonly before: AlarmState;
  readonly record: AlarmRecord;
  /** An alarm that is evaluated for the first time and is fine: nobody needs to hear of it. */
  readonly isBeginning: boolean;
}

const UNKNOWN: AlarmRecord = {
  state: 'INSUFFICIENT_DATA',
  reason: 'Unchecked: Initial alarm creation',
  datapoints: [],
  changedAt: 0,
  byHand: false,
};

/** The alarms of the templates with their states, which are kept across restarts. */
export class Alarms {
  private readonly alarms = new Map<string, Alarm>();
  private readonly records: Map<string, AlarmRecord>;

  constructor(
    private readonly store: MetricStore,
    private readonly file: StateFile<Readonly<Record<string, AlarmRecord>>>,
    private readonly clock: Clock,
    private readonly changed: (change: StateChange) => void,
  ) {
    this.records = new Map(Object.entries(file.read() ?? {}));
  }

  put(alarm: Alarm): void {
    this.alarms.set(alarm.name, alarm);
  }

  delete(name: string): void {
    this.alarms.delete(name);
    if (this.records.delete(name)) this.save();
  }

  /** In the order of their names. */
  list(): readonly Alarm[] {
    return [...this.alarms.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** @throws AwsError `ResourceNotFound` */
  get(name: string): Alarm {
    const alarm = this.alarms.get(name);
    if (alarm === undefined) throw new AwsError('ResourceNotFound', `There is no alarm '${name}'.`, 404);
    return alarm;
  }

  record(name: string): AlarmRecord {
    return this.records.get(name) ?? UNKNOWN;
  }

  /** undefined where there is no alarm of that name. */
  state(name: string): AlarmState | undefined {
    return this.alarms.has(name) ? this.record(name).state : undefined;
  }

  /** How far back any alarm looks. Milliseconds. */
  get reachMs(): number {
    const reaches = [...this.alarms.values()].map((alarm) => alarm.periodSeconds * 1000 * alarm.evaluationPeriods);
    return Math.max(0, ...reaches);
  }

  /** @throws AwsError `ResourceNotFound` */
  setByHand(name: string, state: AlarmState, reason: string): void {
    this.enter(this.get(name), { state, reason, datapoints: [], changedAt: this.clock.now().getTime(), byHand: true });
    this.save();
  }

  /** Judges every alarm by what there is now. */
  evaluate(): void {
    const now = this.clock.now().getTime();
    let isChanged = false;
    for (const alarm of this.alarms.values()) {
      const { state, reason, datapoints } = evaluateAlarm(alarm, this.store.find(alarm.metric), now);
      const before = this.record(alarm.name);
      if (state === undefined || (state === before.state && !before.byHand)) continue;
      this.enter(alarm, { state, reason, datapoints, changedAt: now, byHand: false });
      isChanged = true;
    }
    if (isChanged) this.save();
  }

  private enter(alarm: Alarm, record: AlarmRecord): void {
    const before = this.record(alarm.name);
    this.records.set(alarm.name, record);
    if (before.state === record.state) return;
    this.changed({ alarm, before: before.state, record, isBeginning: before === UNKNOWN && record.state === 'OK' });
  }

  private save(): void {
    this.file.write(Object.fromEntries(this.records));
  }
}
