import { CancelUpdateStackCommand, UpdateStackCommand } from '@aws-sdk/client-cloudformation';
import { pause } from '../pause';
import { ReleaseFailed } from './release-errors';
import type { ReleaseTarget } from './release-target';
import { readServingStack, type ServingStack } from './serving-stack';
import { StackEvents } from './stack-events';

/** The laptop is done in a second, AWS takes minutes: asked often at first, then every few seconds. */
const FIRST_POLL_MILLISECONDS = 100;
const LAST_POLL_MILLISECONDS = 3_000;
const POLL_GROWTH = 1.2;
/** So often in a row may CloudFormation fail to answer, beyond the SDK's own attempts. */
const MAX_SILENT_POLLS = 20;

/** How an update of the serving stack ended. */
export interface UpdateEnd {
  readonly stack: ServingStack;
  /** Whether the stack has become what it was to become. */
  readonly complete: boolean;
  /** Why resources failed; empty where none did. */
  readonly failures: string;
}

export interface UpdateHooks {
  report(text: string): void;
  /** Called when an interruption has called the update off: from then on it is being rolled back. */
  cancelled(): Promise<void>;
}

/** An update of the serving stack with the template that it has, so that CloudFormation reads the model-package parameter anew. */
export class ServingUpdate {
  private silentPolls = 0;

  private constructor(
    private readonly target: ReleaseTarget,
    private readonly stackName: string,
    private readonly events: StackEvents,
  ) {}

  /**
   * @returns undefined where there is nothing to update.
   * @throws what UpdateStack refuses with; nothing has been begun then.
   */
  static async begin(
    target: ReleaseTarget,
    { name, parameterNames }: ServingStack,
  ): Promise<ServingUpdate | undefined> {
    const { cloudFormation } = target.clients;
    const events = await StackEvents.from(cloudFormation, name);
    const update = new UpdateStackCommand({
      StackName: name,
      UsePreviousTemplate: true,
      Parameters: parameterNames.map((ParameterKey) => ({ ParameterKey, UsePreviousValue: true })),
      Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM'],
    });
    try {
      await cloudFormation.send(update);
    } catch (error) {
      if (/No updates are to be performed/.test((error as Error).message)) return undefined;
      throw error;
    }
    return new ServingUpdate(target, name, events);
  }

  /**
   * Waits for the end. When the signal is aborted the update is cancelled, and the end of its rollback is waited for.
   * @throws ReleaseFailed where CloudFormation does not answer for a minute: how the update goes on is unknown then.
   */
  async end(hooks: UpdateHooks, signal: AbortSignal): Promise<UpdateEnd> {
    let heard = false;
    for (let wait = FIRST_POLL_MILLISECONDS; ; wait = Math.min(LAST_POLL_MILLISECONDS, wait * POLL_GROWTH)) {
      const stack = await this.poll(hooks.report);
      if (stack !== undefined && !stack.status.endsWith('_IN_PROGRESS')) {
        await this.events.next();
        return { stack, complete: stack.status === 'UPDATE_COMPLETE', failures: this.events.failures() };
      }
      if (signal.aborted && !heard) {
        heard = true;
        if (await this.cancel()) await hooks.cancelled();
      }
      // An interruption wants to be heard at once; the end of the rollback is then waited for in peace.
      await pause(wait, heard ? undefined : signal).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
    }
  }

  private async poll(report: (text: string) => void): Promise<ServingStack | undefined> {
    try {
      for (const { LogicalResourceId, ResourceStatus } of await this.events.next())
        report(`${LogicalResourceId} ${ResourceStatus}`);
      const stack = await readServingStack(this.target);
      this.silentPolls = 0;
      return stack;
    } catch (cause) {
      this.silentPolls += 1;
      if (this.silentPolls < MAX_SILENT_POLLS) return undefined;
      throw new ReleaseFailed(
        `CloudFormation does not answer (${(cause as Error).message}) and ${this.stackName} may still be updating: 'status' tells how it went; release again afterwards.`,
        { cause },
      );
    }
  }

  /** @returns false where the update is too far on: all that is left to it is to remove what was replaced. */
  private async cancel(): Promise<boolean> {
    try {
      await this.target.clients.cloudFormation.send(new CancelUpdateStackCommand({ StackName: this.stackName }));
      return true;
    } catch (error) {
      if (/cannot be called from current stack status/i.test((error as Error).message)) return false;
      throw error;
    }
  }
}
