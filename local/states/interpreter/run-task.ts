import { LOCAL_REGION } from '../../account';
import type { EventDetails } from '../history/history-event';
import type { TaskIntegration, TaskLabel } from '../integrations/task-integration';
import type { TaskState } from '../language/definition';
import { linkController, untilAborted } from './abortion';
import type { Frame } from './frame';
import { exceedsLimit, jsonText } from './json-text';
import { recover, type Step } from './recover';
import { readNumber } from './run-simple';
import { runtimeError, StateError, StatesErrorName } from './state-error';

const COMPLETE = { truncated: false } as const;

export function runTask(state: TaskState, frame: Frame): Promise<Step> {
  return recover(state, frame, async () => {
    const { integration, label } = integrationOf(state, frame);
    const input = frame.effectiveInput();
    const { parameters, resultSelector } = state;
    const shaped = parameters === undefined ? input : frame.evaluate(() => parameters(frame.scope(input)));
    const limits = frame.evaluate(() => ({
      timeout: state.timeout && readNumber(state.timeout, frame, input, 1),
      heartbeat: state.heartbeat && readNumber(state.heartbeat, frame, input, 1),
    }));
    const task = new TaskAttempt(state, frame, label, shaped, limits);
    const result = await task.perform(integration);
    const selected = resultSelector === undefined ? result : frame.evaluate(() => resultSelector(frame.scope(result)));
    return frame.placed(selected, state.resultPath);
  });
}

function integrationOf(state: TaskState, frame: Frame): { integration: TaskIntegration; label: TaskLabel } {
  const integration = frame.execution.environment.integration(state.resource);
  const label = integration?.label(state.resource);
  if (integration === undefined || label === undefined) {
    throw runtimeError(`The resource '${state.resource}' is unknown.`);
  }
  return { integration, label };
}

/** Seconds; absent for none. */
interface TaskLimits {
  readonly timeout?: number;
  readonly heartbeat?: number;
}

/** One attempt of a task, with its events. */
class TaskAttempt {
  private isSubmitting: boolean;

  constructor(
    private readonly state: TaskState,
    private readonly frame: Frame,
    private readonly label: TaskLabel,
    private readonly parameters: unknown,
    private readonly limits: TaskLimits,
  ) {
    this.isSubmitting = /\.sync(:2)?$/.test(state.resource);
  }

  async perform(integration: TaskIntegration): Promise<unknown> {
    this.schedule();
    try {
      const result = await this.withinTime(integration);
      const text = jsonText(result);
      if (exceedsLimit(text)) throw this.dataLimitExceeded();
      this.recordLabelled('Succeeded', { output: text, outputDetails: COMPLETE });
      return result;
    } catch (error) {
      if (error instanceof StateError) this.recordFailure(error);
      throw error;
    }
  }

  private schedule(): void {
    const text = jsonText(this.parameters);
    if (exceedsLimit(text)) throw this.dataLimitExceeded();
    const limits = {
      ...(this.limits.timeout === undefined ? {} : { timeoutInSeconds: this.limits.timeout }),
      ...(this.limits.heartbeat === undefined ? {} : { heartbeatInSeconds: this.limits.heartbeat }),
    };
    if (this.label.kind === 'function') {
      const details = { input: text, inputDetails: COMPLETE, resource: this.state.resource, ...limits };
      this.frame.record('LambdaFunctionScheduled', details);
      this.frame.record('LambdaFunctionStarted');
    } else {
      const { resource, resourceType } = this.label;
      this.frame.record('TaskScheduled', { parameters: text, region: LOCAL_REGION, resource, resourceType, ...limits });
      this.frame.record('TaskStarted', { resource, resourceType });
    }
  }

  /** @throws StateError States.Timeout, States.HeartbeatTimeout; Aborted. */
  private async withinTime(integration: TaskIntegration): Promise<unknown> {
    const { execution, signal } = this.frame;
    const controller = linkController(signal);
    const work = integration.run({
      resource: this.state.resource,
      parameters: this.parameters,
      principal: execution.principal,
      execution: execution.identity,
      signal: controller.signal,
      submitted: (response) => {
        this.isSubmitting = false;
        this.recordLabelled('Submitted', { output: jsonText(response), outputDetails: COMPLETE });
      },
    });
    try {
      return await untilAborted(Promise.race([work, ...this.timeouts(controller.signal)]), signal);
    } finally {
      // Ends the work that lost against the clock, or the clock that lost against the work.
      controller.abort();
      controller.unlink();
    }
  }

  /** No integration of the laptop sends heartbeats, so a task that outlasts one interval has missed one. */
  private timeouts(signal: AbortSignal): Promise<never>[] {
    const { sleeper } = this.frame.execution.environment;
    const limit = async (seconds: number, error: string): Promise<never> => {
      await sleeper.sleep(seconds * 1000, signal);
      // The one that lost has nothing to say.
      return signal.aborted ? new Promise<never>(() => undefined) : Promise.reject(new StateError(error));
    };
    const { timeout, heartbeat } = this.limits;
    return [
      ...(timeout === undefined ? [] : [limit(timeout, StatesErrorName.Timeout)]),
      ...(heartbeat === undefined ? [] : [limit(heartbeat, StatesErrorName.HeartbeatTimeout)]),
    ];
  }

  private recordFailure(error: StateError): void {
    const details = {
      ...(error.error === undefined ? {} : { error: error.error }),
      ...(error.explanation === undefined ? {} : { cause: error.explanation }),
    };
    const timedOut = error.error === StatesErrorName.Timeout || error.error === StatesErrorName.HeartbeatTimeout;
    if (timedOut && error.explanation === undefined) this.recordLabelled('TimedOut', details);
    else this.recordLabelled(this.isSubmitting && this.label.kind === 'service' ? 'SubmitFailed' : 'Failed', details);
  }

  private recordLabelled(
    what: 'Succeeded' | 'Failed' | 'TimedOut' | 'Submitted' | 'SubmitFailed',
    details: EventDetails,
  ): void {
    if (this.label.kind === 'service') {
      const { resource, resourceType } = this.label;
      this.frame.record(`Task${what}`, { ...details, resource, resourceType });
    } else if (what !== 'Submitted' && what !== 'SubmitFailed') {
      this.frame.record(`LambdaFunction${what}`, details);
    }
  }

  private dataLimitExceeded(): StateError {
    const what = this.label.kind === 'function' ? this.state.resource : this.label.resourceType;
    return new StateError(
      StatesErrorName.DataLimitExceeded,
      `The state/task '${what}' returned a result with a size exceeding the maximum number of bytes service limit.`,
    );
  }
}
