import { randomUUID } from 'node:crypto';
import { localArn } from '../../account';
import type { JsonObject, ServiceCall } from '../../protocol/operations';
import type { DesiredResource, ProvidedResource, ResourceProvider } from '../../templates/resource-provider';
import { type MappingConfiguration, readMapping } from '../event-source/mapping-configuration';
import { functionPrincipal } from '../execution/silent-grants';
import { parseFunctionReference } from '../function-reference';
import type { LambdaService } from '../lambda-service';

/** What Lambda does with a queue in the role's name. */
const POLLING = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

/** AWS::Lambda::EventSourceMapping: refuses at creation what AWS refuses at creation. */
export class EventSourceMappingProvider implements ResourceProvider {
  readonly type = 'AWS::Lambda::EventSourceMapping';

  constructor(private readonly lambda: LambdaService) {}

  replaces(before: JsonObject, after: JsonObject): boolean {
    return before.EventSourceArn !== after.EventSourceArn;
  }

  async apply({ properties, previous }: DesiredResource): Promise<ProvidedResource> {
    const configuration = readMapping(properties);
    await this.check(configuration);
    const uuid = previous?.physicalId ?? randomUUID();
    await this.lambda.eventSourceMappings.put(uuid, configuration);
    const EventSourceMappingArn = localArn('lambda', `event-source-mapping:${uuid}`);
    return { physicalId: uuid, attributes: { Id: uuid, EventSourceMappingArn } };
  }

  async remove({ physicalId }: ProvidedResource): Promise<void> {
    await this.lambda.eventSourceMappings.remove(physicalId);
  }

  private async check({ functionName, eventSourceArn }: MappingConfiguration): Promise<void> {
    const { definition } = this.lambda.functions.resolve(parseFunctionReference(functionName));
    const principal = functionPrincipal(definition);
    for (const action of POLLING) this.lambda.authorizer.authorize({ principal, action, resource: eventSourceArn });
    const visibility = await this.lambda.eventSourceMappings.visibilityTimeout(eventSourceArn, {
      principal,
      requestId: randomUUID(),
    } satisfies ServiceCall);
    if (visibility >= definition.timeoutSeconds) return;
    throw new Error(
      `Queue visibility timeout: ${visibility} seconds is less than Function timeout: ${definition.timeoutSeconds} seconds ` +
        `(${eventSourceArn}, ${definition.name}). AWS refuses this; it recommends six times the time-out.`,
    );
  }
}
