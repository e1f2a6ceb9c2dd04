import { LOCAL_ACCOUNT } from '../../account';
import type { PolicyStore } from '../../iam/policy-store';
import type { Principal } from '../../iam/principal';
import { rolePrincipal } from '../../iam/role-principal';
import { AwsError } from '../../protocol/aws-error';
import type { JsonObject, OperationTable } from '../../protocol/operations';
import type { Delivery } from './delivery';

/** Lambda's asynchronous Invoke, for callers within the laptop. */
export interface EventInvoker {
  /** @throws AwsError `ResourceNotFoundException`, `AccessDenied` … */
  invokeEvent(
    functionName: string,
    payload: Buffer,
    call: { readonly principal: Principal; readonly requestId?: string },
  ): void;
}

/** What deliveries go through. */
export interface TargetRoutes {
  readonly functions: EventInvoker;
  /** Operations of the other services by signing name. */
  readonly services: (signingName: string) => OperationTable | undefined;
  readonly policies: Pick<PolicyStore, 'assertAssumable'>;
}

const REACHABLE = /^arn:aws:(lambda:[^:]*:[^:]*:function:|sqs:|sns:|states:[^:]*:[^:]*:stateMachine:)/;

/** @throws AwsError `ValidationException` for a target that the laptop does not reach. */
export function assertReachable(targetArn: string): void {
  if (REACHABLE.test(targetArn)) return;
  const message = `The laptop delivers to functions, queues, topics and state machines, not to '${targetArn}'.`;
  throw new AwsError('ValidationException', message);
}

/**
 * Hands a delivery to its target, as the role of the target or, without one, as the service, whom the target's own policy must admit.
 * @throws AwsError what the target answers; `AccessDenied` where a policy does not admit it.
 */
export async function invokeTarget(delivery: Delivery, routes: TargetRoutes): Promise<void> {
  const { targetArn, payload } = delivery;
  const principal = deliverer(delivery, routes);
  const run = async (service: string, operation: string, input: JsonObject): Promise<void> => {
    await routes.services(service)?.[operation]?.(input, { principal, requestId: delivery.id });
  };
  switch (targetArn.split(':')[2]) {
    case 'lambda':
      // The same request id at every attempt: what was accepted before a kill is accepted once.
      routes.functions.invokeEvent(targetArn, Buffer.from(payload), { principal, requestId: delivery.id });
      return;
    case 'sqs':
      return run('sqs', 'SendMessage', { QueueUrl: queuePath(targetArn), MessageBody: payload });
    case 'sns':
      return run('sns', 'Publish', { TopicArn: targetArn, Message: payload });
    case 'states':
      return run('states', 'StartExecution', {
        stateMachineArn: targetArn,
        input: payload,
        name: delivery.executionName,
      }).catch(unlessStarted);
    default:
      return assertReachable(targetArn);
  }
}

/** Who lays a dead letter into its queue: EventBridge as itself, its scheduler as the role of the schedule. */
export const deadLetterPrincipal = (delivery: Delivery, routes: TargetRoutes): Principal =>
  delivery.service === 'scheduler.amazonaws.com' ? deliverer(delivery, routes) : servicePrincipal(delivery);

const servicePrincipal = ({ service, sourceArn }: Delivery): Principal => ({
  kind: 'service',
  service,
  sourceArn,
  sourceAccount: LOCAL_ACCOUNT,
});

/** `/account/name`, which SQS takes for a queue's URL. */
export function queuePath(queueArn: string): string {
  const [, , , , account, name] = queueArn.split(':');
  return `/${account}/${name}`;
}

function deliverer(delivery: Delivery, { policies }: TargetRoutes): Principal {
  const { roleArn, service, sourceArn, assumedForArn = sourceArn } = delivery;
  if (roleArn === undefined) return servicePrincipal(delivery);
  policies.assertAssumable(roleArn, service, assumedForArn);
  return rolePrincipal(roleArn, delivery.id.replaceAll('-', ''));
}

/** An attempt before a kill may have started the execution of this name. */
function unlessStarted(error: unknown): void {
  if (!(error instanceof AwsError) || error.code !== 'ExecutionAlreadyExists') throw error;
}
