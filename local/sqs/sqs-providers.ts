import type { ResourceProvider } from '../templates/resource-provider';
import { QueuePolicyProvider } from './queue-policy-provider';
import { QueueProvider } from './queue-provider';
import type { SqsService } from './sqs-service';

/** The resource types of AWS::SQS that templates may declare. */
export const sqsProviders = (sqs: SqsService): readonly ResourceProvider[] => [
  new QueueProvider(sqs),
  new QueuePolicyProvider(sqs),
];
