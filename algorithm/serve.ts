import { readModelFiles } from './artifact/model-files';
import type { MlFolder } from './container/ml-folder';
import type { KernelFactory } from './kernels/load-kernels';
import { InferenceServer } from './serving/inference-server';
import { Predictor } from './serving/predictor';

export interface ServeOptions {
  readonly folder: MlFolder;
  readonly kernels: KernelFactory;
  readonly port: number;
  /** @default every address, as a container must */
  readonly host?: string;
  /** Ends serving: requests under way finish. */
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

/**
 * Serves the model until the signal. The port opens once the model is loaded, so an answer to /ping means that it is.
 * @throws ModelInvalid
 */
export async function serve({ folder, kernels, port, host, signal, log }: ServeOptions): Promise<void> {
  const predictor = new Predictor(kernels, readModelFiles(folder.model));
  const server = new InferenceServer(predictor);
  const bound = await server.listen(port, host);
  log(`Serving ${predictor.classes.join(', ')} on port ${bound}, ${predictor.kernelName} kernels.`);
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  await server.close();
}
