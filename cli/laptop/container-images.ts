import { buildAlgorithm } from '../../algorithm/build';
import { LOCAL_ACCOUNT } from '../../local/account';
import type { ContainerImage } from '../../local/sagemaker/container/container-image';

/** Every image of the laptop's own registry: the templates declare one repository, for the program in `algorithm/`. */
const OWN_REGISTRY = new RegExp(`^${LOCAL_ACCOUNT}\\.dkr\\.ecr\\.`);

/** What runs on the laptop for a container image: the program that the image would be built from. */
export async function containerImages(): Promise<readonly ContainerImage[]> {
  const { script } = await buildAlgorithm();
  return [{ pattern: OWN_REGISTRY, program: { command: process.execPath, args: [script] } }];
}
