import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { type IRole, Policy } from 'aws-cdk-lib/aws-iam';
import {
  Choice,
  Condition,
  Fail,
  type IChainable,
  JsonPath,
  Pass,
  Result,
  type StateMachine,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { GATE_REFUSAL_FORMAT } from '../../core/contracts/train-model';
import { TrainingErrorName } from '../../core/contracts/training-errors';
import type { HoldLeaseEnvironment } from '../../lambdas/hold-lease/env';
import { explainWildcards, type Permission, statement } from '../checks/allow';
import type { ServiceFunction } from '../functions/service-function';
import { ServiceMachine } from '../machine/service-machine';
import { createCandidate, deleteCandidate, judgeModel, registerModel, transformRows } from './candidate-steps';
import { executionSeconds, leaseWaitSeconds, OVERHEAD_SECONDS } from './execution-time';
import { FunctionStep } from './function-step';
import { claimLease, keepLease } from './lease-steps';
import { FailedRunEnd } from './run-end';
import { SageMakerStep } from './sage-maker-step';
import { HOLD_LEASE_SECONDS } from './training-functions';
import { namePrefix } from './training-job';
import {
  candidatePermissions,
  deletionPermissions,
  registryPermissions,
  trainingPermissions,
  transformPermissions,
} from './training-permissions';
import type { PlannedFunction, TrainingPlan } from './training-plan';

export interface TrainModelProps {
  readonly environment: NamedEnvironment;
  /** What is trained, and on what. */
  readonly plan: TrainingPlan;
  readonly holdLease: ServiceFunction<HoldLeaseEnvironment>;
  /** Of training jobs. */
  readonly role: IRole;
  /** Of candidates while they are judged. */
  readonly transformRole: IRole;
  readonly modelPackageGroup: string;
}

/**
 * `TrainModel`, or `TrainTable` by its plan: lease, data check, training job, the candidate's answers on validation and test, gate, registry. Input and output are in
 * core/contracts/train-model.ts; a model that does not pass the gate is registered as Rejected, and the execution ends as `GateNotPassed`.
 */
export class TrainModel extends Construct {
  readonly machine: StateMachine;

  constructor(scope: Construct, id: string, props: TrainModelProps) {
    super(scope, id);
    const { environment, plan, modelPackageGroup } = props;
    const failed = new FailedRunEnd(this, 'Failed', props);
    // The input belongs to the caller and may be anything: from here on the state is an object.
    const begin = new Pass(this, 'Begin', { parameters: { 'execution.$': '$$.Execution.Name' } });
    const prepare = this.prepare(props);
    failed.catchFunction(prepare);
    prepare.next(this.train(props, failed));
    this.machine = new ServiceMachine(this, plan.machine, {
      definition: begin.next(claimLease(this, props, failed, prepare)),
      timeout: Duration.seconds(executionSeconds(plan.longestJobSeconds) + leaseWaitSeconds(environment.training)),
      logRetentionDays: environment.logRetentionDays,
    });
    const [stack, prefix] = [Stack.of(this), namePrefix(environment)];
    const permissions = [
      ...trainingPermissions(stack, prefix, props.role),
      ...candidatePermissions(stack, prefix, props.transformRole),
      ...transformPermissions(stack, prefix),
      ...deletionPermissions(stack, prefix),
      ...registryPermissions(stack, modelPackageGroup),
    ];
    for (const permission of permissions) explainWildcards(this.machine.role, permission);
    this.letSeeExecutions(props);
  }

  /** A policy of its own: the machine names the function, so the function's own policy cannot name the machine. */
  private letSeeExecutions({ holdLease }: TrainModelProps): void {
    const permission: Permission = {
      sid: 'SeeWhetherHolderRuns',
      actions: ['states:DescribeExecution'],
      resources: [
        Stack.of(this).formatArn({
          service: 'states',
          resource: 'execution',
          resourceName: `${this.machine.stateMachineName}:*`,
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      ],
      wildcard: 'Whichever execution of this one machine holds the lease.',
    };
    if (holdLease.role === undefined) return;
    const policy = new Policy(this, 'SeeExecutions', { roles: [holdLease.role], statements: [statement(permission)] });
    explainWildcards(policy, permission);
  }

  private prepare({ plan: { prepare } }: TrainModelProps): FunctionStep {
    return new FunctionStep(this, prepare.state, {
      invoked: prepare.invoked,
      timeoutSeconds: prepare.timeoutSeconds,
      payload: { 'input.$': '$$.Execution.Input', 'executionName.$': '$$.Execution.Name' },
      answer: prepare.answer,
      resultPath: '$.prepared',
    });
  }

  private train(props: TrainModelProps, failed: FailedRunEnd): SageMakerStep {
    const { environment, plan, role } = props;
    const step = new SageMakerStep(this, 'Train', {
      integration: 'arn:aws:states:::sagemaker:createTrainingJob.sync',
      parameters: plan.trainingJob,
      permissions: trainingPermissions(Stack.of(this), namePrefix(environment), role),
      resultPath: '$.job',
      timeoutSeconds: plan.longestJobSeconds + OVERHEAD_SECONDS,
    });
    failed.catchJob(step, {
      error: TrainingErrorName.TrainingTimedOut,
      cause: 'The job neither ended nor was stopped within its maxRuntimeSeconds and an hour to start.',
    });
    step.next(keepLease(this, 'KeepLease', props, failed).next(this.withMetrics(this.judge(props, failed), failed)));
    return step;
  }

  /**
   * SageMaker leaves the list of metrics out for a job that printed none, and an absent path would end a finished training as failed. Whether Step
   * Functions lets a job that was stopped pass is not documented: half a training must not be judged.
   */
  private withMetrics(next: IChainable, failed: FailedRunEnd): Choice {
    const none = new Pass(this, 'NoMetrics', { result: Result.fromArray([]), resultPath: '$.job.FinalMetricDataList' });
    none.next(next);
    return new Choice(this, 'HasMetrics')
      .when(Condition.not(Condition.stringEquals('$.job.TrainingJobStatus', 'Completed')), failed.jobStopped())
      .when(Condition.isPresent('$.job.FinalMetricDataList'), next)
      .otherwise(none);
  }

  private judge(props: TrainModelProps, failed: FailedRunEnd): IChainable {
    const create = createCandidate(this, props);
    const transform = transformRows(this, props);
    const judge = judgeModel(this, props);
    const remove = deleteCandidate(this, 'DeleteCandidate', props);
    const register = registerModel(this, props);
    const release = this.release(props);
    // Judging takes hours at most, a redrive may come days later: what is registered is the work of one training at a time.
    const keep = keepLease(this, 'KeepLeaseToRegister', props, failed);
    const end = props.plan.mark === undefined ? release : this.mark(props.plan.mark, release);
    failed.catchCall(create);
    failed.catchJob(transform, {
      error: TrainingErrorName.TransformTimedOut,
      cause: 'The candidate did not answer the validation and test splits within four hours.',
    });
    failed.catchFunction(judge);
    failed.catchCall(register);
    // A model that stays behind costs nothing, and clean-ups find it.
    remove.addCatch(keep, { errors: ['States.ALL'], resultPath: JsonPath.DISCARD });
    return create.next(transform).next(judge).next(remove).next(keep).next(register).next(end);
  }

  /** A table that was not marked is told from its execution's name all the same, as long as Step Functions remembers it. */
  private mark({ invoked, timeoutSeconds }: PlannedFunction, next: FunctionStep): FunctionStep {
    const mark = new FunctionStep(this, 'MarkTable', {
      invoked,
      timeoutSeconds,
      payload: { 'table.$': '$.prepared.table', 'executionName.$': '$$.Execution.Name' },
      resultPath: JsonPath.DISCARD,
    });
    mark.addCatch(next, { errors: ['States.ALL'], resultPath: JsonPath.DISCARD });
    mark.next(next);
    return mark;
  }

  /** The lease of a run that ends without releasing it ends with the execution. */
  private release({ holdLease }: TrainModelProps): FunctionStep {
    const release = new FunctionStep(this, 'ReleaseLease', {
      invoked: holdLease,
      timeoutSeconds: HOLD_LEASE_SECONDS,
      payload: { action: 'release', 'holder.$': '$$.Execution.Id' },
      resultPath: JsonPath.DISCARD,
    });
    const end = this.verdict();
    release.addCatch(end, { errors: ['States.ALL'], resultPath: JsonPath.DISCARD });
    release.next(end);
    return release;
  }

  private verdict(): Choice {
    const answer = new Pass(this, 'Answer', {
      parameters: {
        'trainingJobName.$': '$.job.TrainingJobName',
        'modelArtifacts.$': '$.job.ModelArtifacts.S3ModelArtifacts',
        'trainingImage.$': '$.job.AlgorithmSpecification.TrainingImage',
        'metrics.$': '$.job.FinalMetricDataList',
        'modelPackage.$': '$.package.ModelPackageArn',
        'approvalStatus.$': '$.verdict.approvalStatus',
        'evidence.$': '$.verdict.evidence',
      },
    });
    const refused = new Fail(this, 'GateNotPassed', {
      error: TrainingErrorName.GateNotPassed,
      causePath:
        `States.Format('${GATE_REFUSAL_FORMAT}', ` +
        '$.verdict.cause, $.verdict.approvalStatus, $.package.ModelPackageArn, $.verdict.evidence)',
    });
    return new Choice(this, 'HasPassed')
      .when(Condition.booleanEquals('$.verdict.passed', true), answer)
      .otherwise(refused);
  }
}
