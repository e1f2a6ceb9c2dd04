import { readNumbers, storeNumbers } from '../../evaluation/stored-column';
import { MonitorStateInvalid } from '../monitoring-error';
import { readReading, type StoredReading, storeReading } from '../stored-reading';
import { ModelQualityState } from './model-quality-state';
import type { ModelProblem } from './problem';

/** A state as JSON. */
export interface StoredModelQuality {
  readonly version: 1;
  readonly problem: ModelProblem;
  readonly seed: number;
  readonly rows: number;
  readonly matched: number;
  readonly unlabelled: number;
  readonly labels: { readonly size: number; readonly replaced: number };
  readonly confusion: readonly (readonly [string, number])[];
  /** High and low parts, base64. */
  readonly sums: Readonly<Record<string, string>>;
  /** Keys, then the values row by row; base64. */
  readonly sample: { readonly offered: number; readonly keys: string; readonly values: string };
  readonly reading: StoredReading;
}

export function storeModelQuality(state: ModelQualityState): StoredModelQuality {
  const { problem, seed, rows, matched, unlabelled, labels, sums } = state;
  const entries = state.sample.entries();
  return {
    version: 1,
    ...{ problem, seed, rows, matched, unlabelled, labels },
    confusion: [...state.confusion],
    sums: Object.fromEntries(Object.entries(sums).map(([name, { high, low }]) => [name, storeNumbers([high, low])])),
    sample: {
      offered: state.sample.offered,
      keys: storeNumbers(entries.map(({ key }) => key)),
      values: storeNumbers(entries.flatMap(({ row }) => row)),
    },
    reading: storeReading(state.reading),
  };
}

/** The inverse. @throws MonitorStateInvalid for anything else */
export function readModelQuality(stored: StoredModelQuality): ModelQualityState {
  if (stored.version !== 1) throw new MonitorStateInvalid(`The stored state has version ${stored.version}, not 1.`);
  try {
    const state = new ModelQualityState(stored.problem, stored.seed);
    const { rows, matched, unlabelled, labels } = stored;
    Object.assign(state, { rows, matched, unlabelled, labels: { ...labels } });
    for (const [cell, count] of stored.confusion) state.confusion.set(cell, count);
    for (const [name, text] of Object.entries(stored.sums)) {
      const [high, low] = readNumbers(text);
      Object.assign(state.sums[name as keyof typeof state.sums], { high, low });
    }
    const values = readNumbers(stored.sample.values);
    const { width } = state.sample;
    readNumbers(stored.sample.keys).forEach((key, index) => {
      state.sample.add(key, values.slice(index * width, (index + 1) * width));
    });
    state.sample.offered = stored.sample.offered;
    readReading(stored.reading, state.reading);
    return state;
  } catch (error) {
    throw new MonitorStateInvalid(`The stored state is broken: ${(error as Error).message}`, { cause: error });
  }
}
