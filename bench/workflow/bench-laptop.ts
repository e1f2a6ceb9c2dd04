import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDataSet } from '../../cli/data/load-data-set';
import { bringUp, prepare, type RunningLaptop } from '../../cli/laptop/bring-up';
import { teach } from '../../cli/laptop/teach';
import { Progress } from '../../cli/progress/progress';
import { CACHE_FOLDER } from '../../cli/project-folder';
import { splitPrefix } from '../../core/contracts/storage-layout';
import type { DataItem } from '../../core/dataset/data-set';
import type { Disturbance } from '../../local/disturbance';

const SEED = 1;

export interface BenchLaptop {
  readonly running: RunningLaptop;
  /** Images that lie under `test/` of the images bucket. */
  readonly items: readonly DataItem[];
  readonly bucket: string;
  /** S3 keys of the images, round and round. */
  key(index: number): string;
  stop(): Promise<void>;
}

export interface BenchLaptopOptions {
  /** Settings that win over the environment's file. @default every image is accepted (threshold 0), so that all take the same way */
  readonly overrides?: Readonly<Record<string, unknown>>;
  /** Makes services fail on purpose. @default none */
  readonly disturbance?: Disturbance;
}

/** The laptop with a model in service, trained for one epoch. */
export async function startBenchLaptop({
  overrides = { confidenceThreshold: 0 },
  disturbance,
}: BenchLaptopOptions = {}): Promise<BenchLaptop> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-laptop-'));
  const signal = new AbortController().signal;
  const options = { folder, port: 0, overrides, signal, disturbance };
  const progress = new Progress(4, { write: () => {} });
  await prepare(options);
  const running = await bringUp(options, () => {});
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const data = await loadDataSet({ dataset: 'synthetic', seed: SEED, cacheFolder: CACHE_FOLDER });
    await teach(running, { data, epochs: 1, seed: SEED }, progress, signal);
    const { test: items } = data;
    return {
      running,
      items,
      bucket: running.outputs.get('ImagesBucket'),
      key: (index) => splitPrefix('test') + (items[index % items.length]?.file ?? ''),
      stop: () => running.stop().finally(remove),
    };
  } catch (error) {
    await running.stop().finally(remove);
    throw error;
  }
}
