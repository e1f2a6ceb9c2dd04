import { HeadBucketCommand } from '@aws-sdk/client-s3';
import { DescribeModelPackageGroupCommand } from '@aws-sdk/client-sagemaker';
import { DeleteQueueCommand, GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { Target } from '../../target/target';
import type { StackResource } from '../inventory';
import { isGone, unlessGone } from '../is-gone';
import type { FindLeftovers, Leftover } from '../leftover';
import { KEY_COST, NOTHING, storageCost } from '../list-prices';
import { emptyBucket, storedBytes } from './bucket-versions';
import { removePackageGroup } from './package-group';

/** What is known of a retained resource; undefined where it is gone already. */
type Describe = (target: Target, id: string) => Promise<Omit<Leftover, 'why'> | undefined>;

/** By type, in the order of removal: the key is the last, for the rest is encrypted with it. */
const KINDS: Readonly<Record<string, Describe>> = {
  'AWS::SageMaker::ModelPackageGroup': async ({ clients }, arn) => {
    const name = arn.slice(arn.lastIndexOf('/') + 1);
    await clients.sageMaker.send(new DescribeModelPackageGroupCommand({ ModelPackageGroupName: name }));
    const remove = () => removePackageGroup(clients.sageMaker, name);
    return { kind: 'model package group', name, cost: NOTHING, data: true, remove };
  },
  'AWS::SQS::Queue': async ({ clients }, QueueUrl) => {
    await clients.sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
    const remove = () => unlessGone(clients.sqs.send(new DeleteQueueCommand({ QueueUrl })));
    return { kind: 'queue', name: QueueUrl, cost: NOTHING, data: true, remove };
  },
  'AWS::S3::Bucket': async ({ clients }, Bucket) => {
    await clients.s3.send(new HeadBucketCommand({ Bucket }));
    const cost = storageCost(await storedBytes(clients.s3, Bucket));
    const remove = (signal: AbortSignal) => emptyBucket(clients.s3, Bucket, signal);
    return { kind: 'bucket', name: Bucket, cost, data: true, remove };
  },
  'AWS::ECR::Repository': async ({ environment, url }, name) =>
    url === undefined
      ? {
          kind: 'image repository',
          name,
          cost: '$0.10 a GB and month',
          byHand: `aws ecr delete-repository --force --region ${environment.region} --repository-name ${name}`,
        }
      : undefined,
  'AWS::KMS::Key': async ({ environment, url }, name) =>
    url === undefined
      ? {
          kind: 'key',
          name,
          cost: KEY_COST,
          byHand: `aws kms schedule-key-deletion --region ${environment.region} --key-id ${name}`,
        }
      : undefined,
};

/** What deleted stacks have left, as `"removal": "retain"` says. */
export const findRetainedResources: FindLeftovers = async (target, { retained }) => {
  const found: Leftover[] = [];
  for (const [type, describe] of Object.entries(KINDS)) {
    for (const resource of retained.filter((each) => each.type === type)) {
      const described = await describe(target, resource.physicalId).catch((error: unknown) => {
        if (isGone(error)) return undefined;
        throw error;
      });
      if (described !== undefined) found.push({ ...described, why: whyOf(resource) });
    }
  }
  return found;
};

const whyOf = ({ stack }: StackResource): string => `kept when ${stack} was deleted`;
