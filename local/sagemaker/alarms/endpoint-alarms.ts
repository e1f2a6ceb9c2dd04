import type { Clock } from '../../clock';
import type { Invocation } from '../invoke/endpoint-invoker';
import type { AlarmReader } from '../sagemaker-options';
import { breaches, type EndpointAlarm } from './endpoint-alarm';
import { InvocationMetrics } from './invocation-metrics';

/** A period consists of so many slices: what its beginning is exact to. */
const SLICES_PER_PERIOD = 10;

/** The invocations of one variant, by slices of time. */
type Slices = Map<number, InvocationMetrics>;

interface Watched {
  readonly alarm: EndpointAlarm;
  readonly slices: Slices;
}

export interface EndpointAlarmsOptions {
  readonly clock: Clock;
  /** Multiplies the alarms' periods, as it does the bake times of deployments: both belong together. 0: no alarm ever rings. */
  readonly periodScale: number;
}

/** The alarms of the templates that watch endpoints, evaluated from the endpoints' invocations whenever a deployment asks. */
export class EndpointAlarms implements AlarmReader {
  private readonly alarms = new Map<string, EndpointAlarm>();
  private readonly slices = new Map<string, Slices>();
  /** By endpoint and variant, one alarm for each set of slices: so that an invocation need not look for them. */
  private readonly watched = new Map<string, readonly Watched[]>();

  constructor(private readonly options: EndpointAlarmsOptions) {}

  put(alarmName: string, alarm: EndpointAlarm): void {
    this.alarms.set(alarmName, alarm);
    this.watched.clear();
  }

  delete(alarmName: string): void {
    this.alarms.delete(alarmName);
    this.watched.clear();
  }

  /** Takes an invocation into the metrics of its variant. */
  observe(invocation: Invocation): void {
    if (this.options.periodScale === 0) return;
    for (const { alarm, slices } of this.watchedBy(invocation)) {
      const index = Math.floor(invocation.time.getTime() / this.sliceMilliseconds(alarm));
      let slice = slices.get(index);
      if (slice === undefined) {
        slice = new InvocationMetrics();
        slices.set(index, slice);
        const oldest = index - SLICES_PER_PERIOD * alarm.evaluationPeriods;
        for (const known of slices.keys()) if (known < oldest) slices.delete(known);
      }
      slice.add(invocation);
    }
  }

  private watchedBy({ endpointName, variantName }: Invocation): readonly Watched[] {
    const place = `${endpointName} ${variantName}`;
    const known = this.watched.get(place);
    if (known !== undefined) return known;
    const found = new Map<Slices, Watched>();
    for (const alarm of this.alarms.values()) {
      if (alarm.endpointName !== endpointName || alarm.variantName !== variantName) continue;
      const slices = this.slicesOf(alarm);
      // Alarms of the same endpoint and periods share their slices.
      found.set(slices, { alarm, slices });
    }
    const watched = [...found.values()];
    this.watched.set(place, watched);
    return watched;
  }

  /** M out of N periods, the last of which ends now. */
  state(alarmName: string): 'OK' | 'ALARM' | undefined {
    const alarm = this.alarms.get(alarmName);
    if (alarm === undefined) return undefined;
    if (this.options.periodScale === 0) return 'OK';
    const last = Math.floor(this.options.clock.now().getTime() / this.sliceMilliseconds(alarm));
    let breaching = 0;
    for (let period = 0; period < alarm.evaluationPeriods; period++) {
      const value = this.value(alarm, last - period * SLICES_PER_PERIOD);
      if (value === undefined ? alarm.missingBreaches : breaches(alarm, value)) breaching++;
    }
    return breaching >= alarm.datapointsToAlarm ? 'ALARM' : 'OK';
  }

  /** The alarm's statistic over the period that ends with a slice. */
  private value(alarm: EndpointAlarm, lastSlice: number): number | undefined {
    const slices = this.slicesOf(alarm);
    const whole = new InvocationMetrics();
    for (let index = lastSlice - SLICES_PER_PERIOD + 1; index <= lastSlice; index++) {
      const slice = slices.get(index);
      if (slice !== undefined) whole.merge(slice);
    }
    return whole.value(alarm.metricName, alarm.statistic);
  }

  private slicesOf(alarm: EndpointAlarm): Slices {
    const key = JSON.stringify([alarm.endpointName, alarm.variantName, alarm.periodSeconds, alarm.evaluationPeriods]);
    const known = this.slices.get(key);
    if (known !== undefined) return known;
    const made: Slices = new Map();
    this.slices.set(key, made);
    return made;
  }

  private sliceMilliseconds({ periodSeconds }: EndpointAlarm): number {
    return (periodSeconds * 1000 * this.options.periodScale) / SLICES_PER_PERIOD;
  }
}
