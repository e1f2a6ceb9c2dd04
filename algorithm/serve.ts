import { loadModel } from './artifact/load-model';
import type { MlFolder } from './container/ml-folder';
import type { KernelFactory } from './kernels/load-kernels';
import { InferenceServer } from './serving/inference-server';

export interface ServeOptions {
  readonly folder: MlFolder;
  readonly kernels: KernelFactory;
  readonly port: number;
  /** @default every address, as a container must */
  readonly host?: string;
  /** Whether the container runs for a batch transform. @default false */
  readonly isBatch?: boolean;
  /** Ends serving: requests under way finish. */
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

/**
 * Serves the model until the signal. The port opens once the model is loaded, so an answer to /ping means that it is.
 * @throws ModelInvalid
 */
export async function serve({
  folder,
  kernels,
  port,
  host,
  isBatch = false,
  signal,
  log,
}: ServeOptions): Promise<void> {
  const model = loadModel({ folder: folder.model, kernels, isBatch });
  const server = new InferenceServer(model);
  const bound = await server.listen(port, host);
  log(`Serving ${model.about} on port ${bound}, ${model.detail}.`);
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  await server.close();
}
