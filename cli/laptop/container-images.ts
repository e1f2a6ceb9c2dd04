import { buildAlgorithm } from '../../algorithm/build';
import type { ContainerImage } from '../../local/sagemaker/container/container-image';

/** ECR repositories whose images hold the program in `algorithm/`: ours has its telling word in the name. */
const OUR_REPOSITORY = /\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com\/[^:@]*algorithm[^:@]*[:@]/;

/** What runs on the laptop for a container image: the program that the image would be built from. */
export async function containerImages(): Promise<readonly ContainerImage[]> {
  const { script } = await buildAlgorithm();
  return [{ pattern: OUR_REPOSITORY, program: { command: process.execPath, args: [script] } }];
}
