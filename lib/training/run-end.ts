import { Choice, Condition, Fail, type IChainable, JsonPath, Pass } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { TrainingErrorName } from '../../core/contracts/training-errors';
import type { ServiceStep } from '../machine/service-step';
import { TIME_OUT_ERRORS } from '../workflow/retry-policy';
import { deleteCandidate } from './candidate-steps';
import { FunctionStep } from './function-step';
import type { TrainModelProps } from './train-model';
import { HOLD_LEASE_SECONDS } from './training-functions';

/** What a run that failed has caught. */
const CAUGHT = '$.caught';

/**
 * How runs end that did not come to a verdict: the candidate's model is deleted, the lease released, and the execution fails under a name and with a
 * cause that a person can read.
 */
export class FailedRunEnd extends Construct {
  private readonly first: IChainable;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: TrainModelProps,
  ) {
    super(scope, id);
    const release = this.release();
    const remove = deleteCandidate(scope, 'DeleteFailedCandidate', props);
    remove.addCatch(release, { errors: ['States.ALL'], resultPath: JsonPath.DISCARD });
    this.first = new Choice(scope, 'HasCandidate')
      .when(Condition.isPresent('$.job.TrainingJobName'), remove.next(release))
      .otherwise(release);
  }

  /** Whatever a function's state fails with. */
  catchFunction(step: ServiceStep): void {
    step.addCatch(this.functionTimedOut(), { errors: TIME_OUT_ERRORS, resultPath: JsonPath.DISCARD });
    step.addCatch(this.first, { errors: ['States.ALL'], resultPath: CAUGHT });
  }

  /** Whatever a job's state fails with. */
  catchJob(step: ServiceStep, timedOut: { readonly error: TrainingErrorName; readonly cause: string }): void {
    const { error, cause } = timedOut;
    step.addCatch(this.told(error, cause), { errors: ['States.Timeout'], resultPath: JsonPath.DISCARD });
    this.catchCall(step);
  }

  /** Whatever a short call fails with. */
  catchCall(step: ServiceStep): void {
    step.addCatch(this.first, { errors: ['States.ALL'], resultPath: CAUGHT });
  }

  /** The end of a training that was stopped and that Step Functions takes for one that has ended well. */
  jobStopped(): Pass {
    const stopped = new Pass(this.node.scope as Construct, TrainingErrorName.TrainingStopped, {
      parameters: {
        Error: TrainingErrorName.TrainingStopped,
        'Cause.$':
          "States.Format('The training job {} was stopped: {}.', $.job.TrainingJobName, $.job.SecondaryStatus)",
      },
      resultPath: CAUGHT,
    });
    stopped.next(this.first);
    return stopped;
  }

  private timedOutOnce?: Pass;
  private functionTimedOut(): Pass {
    this.timedOutOnce ??= this.told(
      TrainingErrorName.TaskTimedOut,
      'A function ran out of time or memory, twice. The execution’s history shows which one, its log why: ' +
        'docs/runbook.md, "Function time-out".',
    );
    return this.timedOutOnce;
  }

  /** Step Functions gives time-outs no cause. */
  private told(error: TrainingErrorName, cause: string): Pass {
    const told = new Pass(this.node.scope as Construct, error, {
      parameters: { Error: error, Cause: cause },
      resultPath: CAUGHT,
    });
    told.next(this.first);
    return told;
  }

  private release(): IChainable {
    const scope = this.node.scope as Construct;
    const release = new FunctionStep(scope, 'ReleaseFailedRun', {
      invoked: this.props.holdLease,
      timeoutSeconds: HOLD_LEASE_SECONDS,
      payload: { action: 'release', 'holder.$': '$$.Execution.Id', 'caught.$': CAUGHT },
      answer: ['failure'],
      resultPath: '$.end',
    });
    // The lease ends with the execution all the same; what the run failed with counts for more.
    const unreleased = new Fail(scope, 'NotReleased', { errorPath: '$.caught.Error', causePath: '$.caught.Cause' });
    release.addCatch(unreleased, { errors: ['States.ALL'], resultPath: JsonPath.DISCARD });
    release.next(new Fail(scope, 'NotTrained', { errorPath: '$.end.failure.error', causePath: '$.end.failure.cause' }));
    return release;
  }
}
