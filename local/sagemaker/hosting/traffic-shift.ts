import type { AlarmReader } from '../sagemaker-options';
import type { TrafficStep } from './deployment-config';

/** An alarm of the deployment rang while traffic moved to the new fleet. */
export class AlarmRang extends Error {
  override readonly name = 'AlarmRang';
}

export interface TrafficShift {
  readonly steps: readonly TrafficStep[];
  readonly alarmNames: readonly string[];
  readonly alarms: AlarmReader | undefined;
  readonly pollMs: number;
  /** Multiplies the bake times. */
  readonly bakeScale: number;
  readonly signal: AbortSignal;
  /** Gives the new fleet this share of the traffic, 0..1. */
  setShare(share: number): void;
}

/** Moves traffic step by step, watching the alarms at each. @throws AlarmRang, AbortError */
export async function shiftTraffic(shift: TrafficShift): Promise<void> {
  assertQuiet(shift);
  for (const { share, bakeSeconds } of shift.steps) {
    shift.setShare(share);
    const end = performance.now() + bakeSeconds * 1000 * shift.bakeScale;
    while (performance.now() < end) {
      await pause(Math.min(shift.pollMs, end - performance.now()), shift.signal);
      assertQuiet(shift);
    }
  }
}

function assertQuiet({ alarms, alarmNames }: TrafficShift): void {
  const ringing = alarmNames.filter((name) => alarms?.state(name) === 'ALARM');
  if (ringing.length === 0) return;
  throw new AlarmRang(`The deployment was rolled back: in ALARM state: ${ringing.join(', ')}.`);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    }, ms);
    signal.addEventListener('abort', abort, { once: true });
  });
}
