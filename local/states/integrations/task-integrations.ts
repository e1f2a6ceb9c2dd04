import type { Authorizer } from '../../iam/authorizer';
import type { FunctionInvoker } from '../../lambda/function-invoker';
import { type Sleeper, timerSleeper } from '../interpreter/sleeper';
import { JobIntegration } from './job-integration';
import { LambdaFunction, LambdaInvoke } from './lambda-integrations';
import type { ServiceDirectory } from './service-directory';
import { ServiceIntegration } from './service-integration';
import { parseServiceResource } from './service-resource';
import type { TaskIntegration } from './task-integration';

/** Every integration of the laptop, and the choice among them by a task's resource. */
export class TaskIntegrations {
  private readonly integrations: readonly TaskIntegration[];

  constructor(options: {
    readonly invoker: FunctionInvoker;
    readonly services: ServiceDirectory;
    readonly authorizer: Authorizer;
    readonly sleeper?: Sleeper;
  }) {
    const { invoker, services, authorizer, sleeper = timerSleeper } = options;
    this.integrations = [
      new LambdaInvoke(invoker),
      new LambdaFunction(invoker),
      new JobIntegration(services, authorizer, sleeper),
      new ServiceIntegration(services),
    ];
  }

  find(resource: string): TaskIntegration | undefined {
    return this.integrations.find((integration) => integration.label(resource) !== undefined);
  }

  /** @returns why a machine of this type may not use the resource, or undefined where it may. */
  refusal(resource: string, machineType: 'STANDARD' | 'EXPRESS'): string | undefined {
    if (parseServiceResource(resource)?.pattern === 'waitForTaskToken') {
      return `Resource '${resource}' is refused: callbacks (.waitForTaskToken) are unsupported`;
    }
    if (/:activity:/.test(resource)) return `Resource '${resource}' is refused: activities are unsupported`;
    const integration = this.find(resource);
    if (integration === undefined) return `Resource '${resource}' is unknown to the laptop`;
    const refusal = integration.refusal?.(resource, machineType);
    return refusal === undefined ? undefined : `Resource '${resource}' is refused: ${refusal}`;
  }
}
