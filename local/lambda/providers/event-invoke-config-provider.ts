import type { JsonObject } from '../../protocol/operations';
import type { DesiredResource, ProvidedResource, ResourceProvider } from '../../templates/resource-provider';
import { DEFAULT_EVENT_INVOKE_CONFIG } from '../asynchronous/event-invoke-config';
import type { LambdaService } from '../lambda-service';

/** AWS::Lambda::EventInvokeConfig */
export class EventInvokeConfigProvider implements ResourceProvider {
  readonly type = 'AWS::Lambda::EventInvokeConfig';

  constructor(private readonly lambda: LambdaService) {}

  replaces(before: JsonObject, after: JsonObject): boolean {
    return before.FunctionName !== after.FunctionName || before.Qualifier !== after.Qualifier;
  }

  async apply({ properties }: DesiredResource): Promise<ProvidedResource> {
    const [name, qualifier] = [String(properties.FunctionName), String(properties.Qualifier)];
    const destinations = (properties.DestinationConfig ?? {}) as Record<string, { Destination?: string } | undefined>;
    this.lambda.asynchronous.configure(name, qualifier, {
      maxRetries: Number(properties.MaximumRetryAttempts ?? DEFAULT_EVENT_INVOKE_CONFIG.maxRetries),
      maxAgeSeconds: Number(properties.MaximumEventAgeInSeconds ?? DEFAULT_EVENT_INVOKE_CONFIG.maxAgeSeconds),
      onSuccess: deliverable(destinations.OnSuccess?.Destination),
      onFailure: deliverable(destinations.OnFailure?.Destination),
    });
    return { physicalId: `${name}:${qualifier}`, attributes: {} };
  }

  async remove({ properties }: ProvidedResource & { readonly properties: JsonObject }): Promise<void> {
    this.lambda.asynchronous.configure(String(properties.FunctionName), String(properties.Qualifier), undefined);
  }
}

function deliverable(arn: string | undefined): string | undefined {
  if (arn === undefined || /^arn:aws:(sqs|sns|events):/.test(arn)) return arn;
  throw new Error(`The laptop delivers asynchronous results to queues, topics and event buses, not to ${arn}.`);
}
