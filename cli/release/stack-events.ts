import { type CloudFormationClient, DescribeStackEventsCommand, type StackEvent } from '@aws-sdk/client-cloudformation';

/** The events of a stack from a certain moment on. */
export class StackEvents {
  private readonly seen: StackEvent[] = [];

  private constructor(
    private readonly cloudFormation: CloudFormationClient,
    private readonly stack: string,
    private newestId: string | undefined,
  ) {}

  /** Begins now: what has happened before is no matter. */
  static async from(cloudFormation: CloudFormationClient, stack: string): Promise<StackEvents> {
    const events = new StackEvents(cloudFormation, stack, undefined);
    const [newest] = await events.newestPage();
    events.newestId = newest?.EventId;
    return events;
  }

  /** What has happened since the last call, oldest first. A page holds a hundred: more than a release has. */
  async next(): Promise<readonly StackEvent[]> {
    const page = await this.newestPage();
    const known = page.findIndex(({ EventId }) => EventId === this.newestId);
    const fresh = page.slice(0, known < 0 ? undefined : known).reverse();
    this.newestId = page[0]?.EventId ?? this.newestId;
    this.seen.push(...fresh);
    return fresh;
  }

  /** Why resources have failed, in the order in which they did; without those that were only called off because of another. */
  failures(): string {
    const failed = this.seen.filter(
      ({ ResourceStatus = '', PhysicalResourceId, StackId }) =>
        ResourceStatus.endsWith('_FAILED') && PhysicalResourceId !== StackId,
    );
    return failed
      .map(({ LogicalResourceId, ResourceStatusReason }) => `${LogicalResourceId}: ${ResourceStatusReason}`)
      .join('; ');
  }

  private async newestPage(): Promise<readonly StackEvent[]> {
    const answer = await this.cloudFormation.send(new DescribeStackEventsCommand({ StackName: this.stack }));
    return answer.StackEvents ?? [];
  }
}
