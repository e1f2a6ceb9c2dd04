import { Duration } from 'aws-cdk-lib';
import { Choice, Condition, type IChainable, JsonPath, Wait, WaitTime } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { FunctionStep } from './function-step';
import type { FailedRunEnd } from './run-end';
import type { TrainModelProps } from './train-model';
import { HOLD_LEASE_SECONDS } from './training-functions';

/**
 * Claims the lease before anything else is done. An execution whose input says so waits for another's end and tries again; any other is refused.
 * @returns the first state; `next` follows once the lease is held
 */
export function claimLease(
  scope: Construct,
  { holdLease, environment }: TrainModelProps,
  failed: FailedRunEnd,
  next: IChainable,
): IChainable {
  const claim = new FunctionStep(scope, 'ClaimLease', {
    invoked: holdLease,
    timeoutSeconds: HOLD_LEASE_SECONDS,
    payload: {
      action: 'claim',
      'holder.$': '$$.Execution.Id',
      'startedAt.$': '$$.Execution.StartTime',
      'input.$': '$$.Execution.Input',
    },
    answer: ['held'],
    resultPath: '$.lease',
  });
  failed.catchFunction(claim);
  const wait = new Wait(scope, 'WaitForLease', {
    time: WaitTime.duration(Duration.seconds(environment.training.leaseRetrySeconds)),
  });
  const holds = new Choice(scope, 'HoldsLease')
    .when(Condition.booleanEquals('$.lease.held', true), next)
    .otherwise(wait.next(claim));
  return claim.next(holds);
}

/**
 * Claims the lease again where it is held already, as it is unless the execution was redriven: a redrive begins in the middle, and meanwhile another training
 * may have begun. Then this one is refused before it goes on.
 */
export function keepLease(
  scope: Construct,
  id: string,
  { holdLease }: TrainModelProps,
  failed: FailedRunEnd,
): FunctionStep {
  const keep = new FunctionStep(scope, id, {
    invoked: holdLease,
    timeoutSeconds: HOLD_LEASE_SECONDS,
    payload: { action: 'claim', 'holder.$': '$$.Execution.Id' },
    resultPath: JsonPath.DISCARD,
  });
  failed.catchFunction(keep);
  return keep;
}
