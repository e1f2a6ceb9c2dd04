import { ListTagsCommand } from '@aws-sdk/client-sagemaker';
import type { Target } from '../target/target';
import { isGone } from './is-gone';

/**
 * Whether something of SageMaker's is the environment's: names that are generated or cut short tell nothing, but everything of ours carries the tags app
 * and environment.
 */
export async function isOfEnvironment(
  { clients, environment }: Target,
  ResourceArn: string | undefined,
): Promise<boolean> {
  const { Tags = [] } = await clients.sageMaker.send(new ListTagsCommand({ ResourceArn })).catch((error: unknown) => {
    if (isGone(error)) return { Tags: [] };
    throw error;
  });
  const tags = new Map(Tags.map(({ Key, Value }) => [Key, Value]));
  return tags.get('app') === environment.app && tags.get('environment') === environment.name;
}
