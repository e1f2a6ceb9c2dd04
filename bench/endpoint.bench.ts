import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { describeModel } from '../algorithm/artifact/describe-model';
import { writeModelFiles } from '../algorithm/artifact/model-files';
import { buildAlgorithm } from '../algorithm/build';
import { readHyperparameters } from '../algorithm/hyperparameters/read-hyperparameters';
import { loadKernels } from '../algorithm/kernels/load-kernels';
import { trainNetwork } from '../algorithm/training/train-network';
import { encodePng } from '../core/image/encode-png';
import { SeededRandom } from '../core/seeded-random';
import { type Bench, median } from './bench';

const PARALLEL = 8;
const GRAIN = 40;
const CLIENT = join(__dirname, 'algorithm', 'load-client.js');
const CONSTANT_SERVER = join(__dirname, 'algorithm', 'constant-server.js');

export const bench: Bench = {
  name: 'endpoint',
  about: `classifications over HTTP, ${PARALLEL} in parallel, the client in its own process`,
  async run({ quick }) {
    const folder = mkdtempSync(join(tmpdir(), 'second-look-endpoint-'));
    try {
      const { script, kernels } = await buildAlgorithm();
      await writeUntrainedModel(join(folder, 'model'), kernels);
      const image = join(folder, 'image.png');
      writeFileSync(image, grainyImage());
      const rounds = quick ? { count: 1, seconds: 1 } : { count: 3, seconds: 3 };
      const environment = { SECOND_LOOK_ML_DIR: folder, SAGEMAKER_BIND_TO_PORT: '0' };
      const ours = await requestsPerSecond([script, 'serve'], environment, image, rounds);
      const constant = await requestsPerSecond([CONSTANT_SERVER], {}, image, rounds);
      return [
        {
          name: `bare endpoint, 32x32 PNG, ${PARALLEL} in parallel`,
          value: ours,
          unit: 'requests/s',
          reference: { name: 'node:http that answers a constant', value: constant },
          target: 'at least 2,000',
        },
      ];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Soft colours under grain: as large a PNG, 2.8 KB, and as slow to decode, as the real photographs of this size. */
function grainyImage(): Buffer {
  const random = new SeededRandom('image');
  const rgba = Uint8Array.from({ length: 32 * 32 * 4 }, (_, at) => {
    const [pixel, channel] = [at >> 2, at & 3];
    if (channel === 3) return 255;
    return 60 + 3 * (pixel % 32) + 2 * (pixel >> 5) + 20 * channel + random.below(GRAIN);
  });
  return encodePng(rgba, 32, 32);
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
  { count, seconds }: { readonly count: number; readonly seconds: number },
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
