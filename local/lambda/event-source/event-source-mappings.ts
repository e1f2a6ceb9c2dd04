import type { OperationTable, ServiceCall } from '../../protocol/operations';
import type { FunctionRegistry } from '../function-registry';
import { EventSourceMapping } from './event-source-mapping';
import type { MappingConfiguration } from './mapping-configuration';

/** The event source mappings of the laptop, by UUID. */
export class EventSourceMappings {
  private readonly mappings = new Map<string, EventSourceMapping>();

  constructor(
    private readonly functions: FunctionRegistry,
    private readonly services: (signingName: string) => OperationTable | undefined,
  ) {}

  list(): readonly EventSourceMapping[] {
    return [...this.mappings.values()];
  }

  find(uuid: string): EventSourceMapping | undefined {
    return this.mappings.get(uuid);
  }

  /** Starts polling, or polls on with a new configuration once the batches of the old are done. */
  async put(uuid: string, configuration: MappingConfiguration): Promise<void> {
    const known = this.mappings.get(uuid);
    if (known !== undefined && JSON.stringify(known.configuration) === JSON.stringify(configuration)) return;
    await known?.stop();
    const queues = () => this.services('sqs');
    const mapping = new EventSourceMapping(uuid, configuration, this.functions, queues);
    this.mappings.set(uuid, mapping);
    mapping.start();
  }

  /**
   * A queue's visibility time-out, asked for as the function's role. Seconds.
   * @throws AwsError `QueueDoesNotExist`, `AccessDenied`
   */
  async visibilityTimeout(queueArn: string, call: ServiceCall): Promise<number> {
    const [, , , , account, name] = queueArn.split(':');
    const input = { QueueUrl: `/${account}/${name}`, AttributeNames: ['VisibilityTimeout'] };
    const answer = await this.services('sqs')?.GetQueueAttributes?.(input, call);
    return Number((answer?.Attributes as Record<string, string> | undefined)?.VisibilityTimeout);
  }

  async remove(uuid: string): Promise<void> {
    const mapping = this.mappings.get(uuid);
    this.mappings.delete(uuid);
    await mapping?.stop();
  }

  async stop(): Promise<void> {
    await Promise.all(this.list().map((mapping) => mapping.stop()));
  }
}
