import { once } from 'node:events';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { releasedModelParameterName } from '../../core/contracts/released-model';
import { loadDataSet } from '../data/load-data-set';
import { ClaimedFolder } from '../folder/claimed-folder';
import { bringUp, preparationText, prepare, type RunningLaptop } from '../laptop/bring-up';
import { limitHeapGrowth } from '../laptop/heap-growth';
import { TEACHING_STEPS, teach } from '../laptop/teach';
import { Progress } from '../progress/progress';
import { CACHE_FOLDER } from '../project-folder';
import { announceLaptop } from '../target/laptop-presence';
import { assertPortFree } from './assert-port-free';
import { welcome } from './welcome';

export interface LocalOptions {
  /** 0 takes any free one. */
  readonly port: number;
  /** Folder that keeps everything. */
  readonly state: string;
  /** Without data set and model. */
  readonly bare: boolean;
  /** Whether the environment trains on tables, whatever its file says. */
  readonly tables: boolean;
  /** Passes over the training images for the first model. */
  readonly epochs: number;
  /** Settings that win over the environment's file. @default none */
  readonly overrides?: Readonly<Record<string, unknown>>;
}

const SEED = 1;

/**
 * The laptop's AWS until the signal, which is the way to end it: once it is ready, Ctrl-C ends well. A folder that has no model yet gets the
 * synthetic data set and a model trained on it, so that the first execution has something to classify.
 * @throws UsageError: port taken, folder in use or not writable; Interrupted before it is ready
 */
export async function runLocal(options: LocalOptions, signal: AbortSignal): Promise<void> {
  limitHeapGrowth();
  await assertPortFree(options.port);
  const state = ClaimedFolder.claim(options.state, 'state');
  try {
    await serve({ ...options, state: state.path }, signal);
  } finally {
    state.release();
  }
}

async function serve(local: LocalOptions, signal: AbortSignal): Promise<void> {
  const { port, state: folder, bare, tables, epochs } = local;
  const overrides = { ...(tables ? { tables: { enabled: true } } : {}), ...local.overrides };
  const options = { folder, port, overrides, signal };
  const progress = new Progress(bare ? 2 : 2 + TEACHING_STEPS);
  await progress.run('Synthesize and compile', () => prepare(options), preparationText);
  const running = await progress.run(
    'Start the laptop’s AWS',
    (report) => bringUp(options, report),
    ({ laptop }) => `${laptop.resourceCount()} resources`,
  );
  const withdraw = announceLaptop(folder, running.laptop.url);
  try {
    if (!bare && !(await hasModel(running))) await teachVehicles(running, epochs, progress, signal);
    console.log(await welcome(running, folder));
    await aborted(signal);
  } finally {
    withdraw();
    await running.stop();
  }
  console.log(`stopped; everything is kept in ${folder}`);
}

async function aborted(signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await once(signal, 'abort');
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

async function teachVehicles(
  running: RunningLaptop,
  epochs: number,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const data = await loadDataSet({ dataset: 'synthetic', seed: SEED, cacheFolder: CACHE_FOLDER, signal });
  await teach(running, { data, epochs, seed: SEED }, progress, signal);
}
