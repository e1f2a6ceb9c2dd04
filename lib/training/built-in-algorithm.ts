/**
 * Accounts whose registries hold SageMaker's image-classification algorithm, by region. Not China's: CloudFormation has no model
 * package groups there.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg-ecr-paths/sagemaker-algo-docker-registry-paths.html
 */
const REGISTRY_ACCOUNTS: Readonly<Record<string, string>> = {
  'ap-east-1': '286214385809',
  'ap-northeast-1': '501404015308',
  'ap-northeast-2': '306986355934',
  'ap-south-1': '991648021394',
  'ap-southeast-1': '475088953585',
  'ap-southeast-2': '544295431143',
  'ca-central-1': '469771592824',
  'eu-central-1': '813361260812',
  'eu-north-1': '669576153137',
  'eu-west-1': '685385470294',
  'eu-west-2': '644912444149',
  'eu-west-3': '749696950732',
  'me-south-1': '249704162688',
  'sa-east-1': '855470959533',
  'us-east-1': '811284229777',
  'us-east-2': '825641698319',
  'us-gov-west-1': '226302683700',
  'us-west-1': '632365934929',
  'us-west-2': '433757028032',
};

export const BUILT_IN_REPOSITORY = 'image-classification';
export const BUILT_IN_TAG = '1';

/** The built-in algorithm is not offered in the configured region. */
export class AlgorithmNotInRegion extends Error {
  override readonly name = 'AlgorithmNotInRegion';
  constructor(region: string) {
    super(
      `SageMaker's image-classification algorithm has no registry known in ${region} (there are: ` +
        `${Object.keys(REGISTRY_ACCOUNTS).join(', ')}). Choose another region, or training.image "own".`,
    );
  }
}

/**
 * Account of the registry in a region.
 * @throws AlgorithmNotInRegion
 */
export function builtInRegistryAccount(region: string): string {
  const account = REGISTRY_ACCOUNTS[region];
  if (account === undefined) throw new AlgorithmNotInRegion(region);
  return account;
}
