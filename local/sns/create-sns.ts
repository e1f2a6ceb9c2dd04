import { join } from 'node:path';
import type { Clock } from '../clock';
import type { Authorizer } from '../iam/authorizer';
import type { PolicyStore } from '../iam/policy-store';
import type { ResourceProvider } from '../templates/resource-provider';
import { type DeliveryRoutes, deliverThrough } from './deliver';
import { Outbox } from './outbox';
import { SnsService } from './sns-service';
import { SubscriptionProvider, TopicPolicyProvider, TopicProvider } from './topic-providers';
import { TopicStore } from './topic-store';

export interface SnsParts {
  readonly service: SnsService;
  readonly providers: readonly ResourceProvider[];
  /** Delivers what an earlier process had promised; to be called once the routes lead somewhere. */
  resume(): void;
}

/** SNS on a folder: the service, its resource types, and the deliveries that are still owed. */
export function createSns(options: {
  readonly folder: string;
  readonly routes: DeliveryRoutes;
  readonly authorizer: Authorizer;
  readonly policies: PolicyStore;
  readonly clock: Clock;
  readonly warn: (message: string) => void;
}): SnsParts {
  const topics = new TopicStore(options.folder);
  const outbox = new Outbox(join(options.folder, 'outbox'), deliverThrough(options.routes), (delivery, error) =>
    options.warn(`SNS could not deliver to ${delivery.subscription.endpoint}: ${error.message}`),
  );
  const service = new SnsService(topics, outbox, options.authorizer, options.clock);
  const providers = [
    new TopicProvider(topics, service),
    new SubscriptionProvider(topics, service),
    new TopicPolicyProvider(options.policies),
  ];
  return { service, providers, resume: () => outbox.resume() };
}
