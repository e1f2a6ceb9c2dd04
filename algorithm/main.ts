import { join } from 'node:path';
import { reportFailure } from './container/failure';
import { log } from './container/log';
import { MlFolder } from './container/ml-folder';
import { loadKernels } from './kernels/load-kernels';
import { serve } from './serve';
import { ALGORITHMS, type Algorithm, train } from './train';

/** The compiled kernels lie beside the bundle. */
const KERNELS_FILE = join(__dirname, 'kernels.wasm');
const DEFAULT_PORT = 8080;

/** `node algorithm.js train|serve`: the container's entry point. Exit code 0, 1 after a failure, 2 for a wrong command. */
async function main(command: string | undefined): Promise<number> {
  const folder = MlFolder.fromEnvironment(process.env);
  const kernels = loadKernels(KERNELS_FILE);
  const signal = terminationSignal();
  if (command === 'train') {
    try {
      await train({ folder, kernels, algorithm: chosenAlgorithm(process.env.SECOND_LOOK_ALGORITHM), signal, log });
      return 0;
    } catch (error) {
      reportFailure(folder, error);
      return 1;
    }
  }
  if (command === 'serve') {
    const port = Number(process.env.SAGEMAKER_BIND_TO_PORT ?? DEFAULT_PORT);
    try {
      const { SECOND_LOOK_BIND_HOST: host, SAGEMAKER_BATCH: batch } = process.env;
      await serve({ folder, kernels, port, host, isBatch: batch === 'true', signal, log });
      return 0;
    } catch (error) {
      console.error(`${(error as Error).name}: ${(error as Error).message}`);
      return 1;
    }
  }
  console.error(
    `The command must be train or serve, not ${command === undefined ? 'absent' : JSON.stringify(command)}.`,
  );
  return 2;
}

/** Where one program stands for several images, which of them it is; by default the job says it. */
function chosenAlgorithm(name: string | undefined): Algorithm | undefined {
  const chosen = ALGORITHMS.find((algorithm) => algorithm === name);
  if (chosen === undefined && name !== undefined)
    throw new Error(`SECOND_LOOK_ALGORITHM is ${name}; it must be one of ${ALGORITHMS.join(', ')}.`);
  return chosen;
}

/** Aborted by SIGTERM, by which SageMaker stops a container, and by Ctrl-C. */
function terminationSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => controller.abort());
  return controller.signal;
}

void main(process.argv[2]).then((code) => {
  process.exitCode = code;
});
