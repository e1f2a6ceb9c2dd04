import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { describeModel } from '../../algorithm/artifact/describe-model';
import { writeModelFiles } from '../../algorithm/artifact/model-files';
import { buildAlgorithm } from '../../algorithm/build';
import { readHyperparameters } from '../../algorithm/hyperparameters/read-hyperparameters';
import { loadKernels } from '../../algorithm/kernels/load-kernels';
import { trainNetwork } from '../../algorithm/training/train-network';
import { median } from '../bench';
import { grainyImage } from './grainy-image';

/** Requests at a time. */
export const PARALLEL = 8;

const CLIENT = join(__dirname, 'load-client.js');
const CONSTANT_SERVER = join(__dirname, 'constant-server.js');

export interface Rounds {
  readonly count: number;
  readonly seconds: number;
}

/** Requests a second that `algorithm/` answers by itself, and those of a server that answers a constant; the client in its own process. */
export async function bareEndpointRates(rounds: Rounds): Promise<{ readonly ours: number; readonly constant: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'second-look-endpoint-'));
  try {
    const { script, kernels } = await buildAlgorithm();
    await writeUntrainedModel(join(folder, 'model'), kernels);
    const image = join(folder, 'image.png');
    writeFileSync(image, grainyImage());
    const environment = { SECOND_LOOK_ML_DIR: folder, SAGEMAKER_BIND_TO_PORT: '0' };
    return {
      ours: await requestsPerSecond([script, 'serve'], environment, image, rounds),
      constant: await requestsPerSecond([CONSTANT_SERVER], {}, image, rounds),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a network has learnt does not matter to its speed. */
async function writeUntrainedModel(folder: string, wasmFile: string): Promise<void> {
  const { hyperparameters } = readHyperparameters({ epochs: '1' });
  const pixels = new Uint8Array(4 * 32 * 32 * 3).map((_, at) => at % 251);
  const train = {
    count: 4,
    height: 32,
    width: 32,
    channels: 3,
    pixels,
    labels: Uint32Array.from([0, 1, 0, 1]),
  } as const;
  const trained = await trainNetwork({
    kernels: loadKernels(wasmFile),
    train,
    classes: 2,
    hyperparameters,
    signal: new AbortController().signal,
    onEpoch: () => undefined,
  });
  const spec = describeModel({ trained, classes: ['0', '1'], hyperparameters, images: { train: [2, 2] } });
  writeModelFiles(folder, { spec, tensors: trained.tensors });
}

async function requestsPerSecond(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  image: string,
  { count, seconds }: Rounds,
): Promise<number> {
  const server = spawn(process.execPath, args, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const port = await portOf(server);
    const rates: number[] = [];
    for (let round = 0; round < count; round += 1) {
      const { stdout } = await promisify(execFile)(process.execPath, [
        CLIENT,
        port,
        String(PARALLEL),
        String(seconds),
        image,
      ]);
      rates.push(Number(stdout));
    }
    return median(rates);
  } finally {
    const ended = new Promise((resolve) => server.once('close', resolve));
    server.kill();
    await ended;
  }
}

async function portOf(server: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: server.stdout! })) {
    const port = /on port (\d+),/.exec(line)?.[1];
    if (port !== undefined) return port;
  }
  throw new Error('The server ended before it had a port.');
}
