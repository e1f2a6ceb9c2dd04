import { buildAlgorithm } from '../../algorithm/build';
import type { Algorithm } from '../../algorithm/train';
import { LOCAL_ACCOUNT } from '../../local/account';
import type { ContainerImage } from '../../local/sagemaker/container/container-image';

/** Every image of the laptop's own registry: the templates declare one repository, for the program in `algorithm/`. */
const OWN_REGISTRY = new RegExp(`^${LOCAL_ACCOUNT}\\.dkr\\.ecr\\.`);

/**
 * SageMaker's own images, by their repositories' names; the registries' accounts differ by region and algorithm.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg-ecr-paths/sagemaker-algo-docker-registry-paths.html
 */
const BUILT_IN: Readonly<Record<Algorithm, readonly string[]>> = {
  'image-classification': ['image-classification'],
  xgboost: ['sagemaker-xgboost', 'xgboost'],
  'linear-learner': ['linear-learner'],
};

/** What runs on the laptop for a container image: the program that the image would be built from, or that does what SageMaker's image does. */
export async function containerImages(): Promise<readonly ContainerImage[]> {
  const { script } = await buildAlgorithm();
  const program = { command: process.execPath, args: [script] };
  const builtIn = Object.entries(BUILT_IN).map(([algorithm, repositories]) => ({
    pattern: new RegExp(`^\\d{12}\\.dkr\\.ecr\\.[a-z0-9-]+\\.amazonaws\\.com/(${repositories.join('|')})[:@]`),
    program: { ...program, environment: { SECOND_LOOK_ALGORITHM: algorithm } },
  }));
  return [{ pattern: OWN_REGISTRY, program }, ...builtIn];
}
