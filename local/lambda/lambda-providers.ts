import type { ResourceProvider } from '../templates/resource-provider';
import type { LambdaService } from './lambda-service';
import { AliasProvider } from './providers/alias-provider';
import { EventInvokeConfigProvider } from './providers/event-invoke-config-provider';
import { EventSourceMappingProvider } from './providers/event-source-mapping-provider';
import { FunctionProvider } from './providers/function-provider';
import { PermissionProvider } from './providers/permission-provider';
import { FunctionUrlProvider } from './providers/url-provider';
import { VersionProvider } from './providers/version-provider';

/** The resource types of AWS::Lambda that templates may declare. */
export const lambdaProviders = (lambda: LambdaService): readonly ResourceProvider[] => [
  new FunctionProvider(lambda),
  new PermissionProvider(lambda),
  new EventSourceMappingProvider(lambda),
  new EventInvokeConfigProvider(lambda),
  new VersionProvider(lambda),
  new AliasProvider(lambda),
  new FunctionUrlProvider(),
];
