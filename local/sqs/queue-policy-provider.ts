import type { JsonObject } from '../protocol/operations';
import type { DesiredResource, ProvidedResource, ResourceProvider } from '../templates/resource-provider';
import type { SqsService } from './sqs-service';

/** AWS::SQS::QueuePolicy: one policy document on each of the queues that `Queues` names by URL. */
export class QueuePolicyProvider implements ResourceProvider {
  readonly type = 'AWS::SQS::QueuePolicy';

  constructor(private readonly sqs: SqsService) {}

  async apply(desired: DesiredResource): Promise<ProvidedResource> {
    const urls = desired.properties.Queues as readonly string[];
    const before = (desired.previous?.properties.Queues ?? []) as readonly string[];
    for (const url of before.filter((old) => !urls.includes(old))) this.set(url, '');
    for (const url of urls) this.set(url, JSON.stringify(desired.properties.PolicyDocument));
    return { physicalId: desired.generatedName, attributes: { Id: desired.generatedName } };
  }

  async remove({ properties }: ProvidedResource & { readonly properties: JsonObject }): Promise<void> {
    for (const url of properties.Queues as readonly string[]) {
      const name = url.slice(url.lastIndexOf('/') + 1);
      if (this.sqs.queues.find(name) !== undefined) this.set(url, '');
    }
  }

  private set(url: string, policy: string): void {
    const { queues } = this.sqs;
    queues.setAttributes(queues.byUrl(url), { Policy: policy });
  }
}
