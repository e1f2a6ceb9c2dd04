import { resolve } from 'node:path';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { releasedModelParameterName } from '../../core/contracts/released-model';
import { loadDataSet } from '../data/load-data-set';
import { bringUp, prepare, type RunningLaptop } from '../laptop/bring-up';
import { DEFAULT_EPOCHS, TEACHING_STEPS, teach } from '../laptop/teach';
import { Progress } from '../progress/progress';
import { CACHE_FOLDER } from '../project-folder';
import { writableFolder } from '../start/start-options';
import { assertPortFree } from './assert-port-free';
import { welcome } from './welcome';

export interface LocalOptions {
  /** 0 takes any free one. */
  readonly port: number;
  readonly state: string;
  /** Without data set and model. */
  readonly bare: boolean;
}

const SEED = 1;

/**
 * The laptop's AWS until the signal. A folder that has no model yet gets the synthetic data set and a model trained on it, so that
 * the first execution has something to classify.
 */
export async function runLocal({ port, state, bare }: LocalOptions, signal: AbortSignal): Promise<void> {
  const folder = writableFolder(resolve(state));
  await assertPortFree(port);
  const options = { folder, port, overrides: {}, signal };
  const progress = new Progress(bare ? 2 : 2 + TEACHING_STEPS);
  await progress.run('Synthesize and compile', () => prepare(options));
  const running = await progress.run('Start the laptop’s AWS', (report) => bringUp(options, report));
  try {
    if (!bare && !(await hasModel(running))) await teachVehicles(running, progress, signal);
    console.log(await welcome(running, folder));
    await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
  } finally {
    await running.stop();
  }
}

async function hasModel({ clients, environment }: RunningLaptop): Promise<boolean> {
  const Name = releasedModelParameterName(environment.app, environment.name);
  return clients.ssm.send(new GetParameterCommand({ Name })).then(
    () => true,
    (error: Error) => {
      if (error.name === 'ParameterNotFound') return false;
      throw error;
    },
  );
}

async function teachVehicles(running: RunningLaptop, progress: Progress, signal: AbortSignal): Promise<void> {
  const data = await loadDataSet({ dataset: 'synthetic', seed: SEED, cacheFolder: CACHE_FOLDER, signal });
  await teach(running, { data, epochs: DEFAULT_EPOCHS, seed: SEED }, progress, signal);
}
