import type { ResourceProvider } from '../../templates/resource-provider';
import type { SageMakerService } from '../sagemaker-service';
import { EcrRepositoryProvider } from './ecr-repository-provider';
import { EndpointProvider } from './endpoint-provider';
import { ImmutableResourceProvider } from './immutable-resource-provider';
import { LogGroupProvider } from './log-group-provider';
import { ModelPackageGroupProvider } from './model-package-group-provider';

/** The providers of every resource type that this service makes, and of what its containers find around them. */
export const sagemakerProviders = (service: SageMakerService): readonly ResourceProvider[] => [
  new ModelPackageGroupProvider(service),
  new ImmutableResourceProvider(service, 'Model'),
  new ImmutableResourceProvider(service, 'EndpointConfig'),
  new EndpointProvider(service),
  new EcrRepositoryProvider(),
  new LogGroupProvider(service.logGroups),
];
