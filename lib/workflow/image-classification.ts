import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Fail, type IChainable, Pass, type StateMachine, Succeed } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { ErrorName, PERMANENT_ERROR_NAMES, RETRYABLE_ERROR_NAMES } from '../../core/contracts/errors';
import { eventSource } from '../../core/contracts/image-accepted';
import { ServiceMachine } from '../machine/service-machine';
import { BODY_AND_EXECUTION, InvokeStep, WHOLE_INPUT } from './invoke-step';
import { PublishStep } from './publish-step';
import { TIME_OUT_ERRORS } from './retry-policy';

/**
 * Of a whole execution. The three tasks with every retry of every kind used up and every attempt run to its time-out take 3 x 519 s
 * (a test does the sum), the event 54 s. Minutes.
 */
export const EXECUTION_TIMEOUT_MINUTES = 30;

export interface ImageClassificationProps {
  readonly environment: NamedEnvironment;
  readonly serializeImage: IFunction;
  readonly classifyImage: IFunction;
  readonly checkThreshold: IFunction;
}

/**
 * `ImageClassification`: one image, one execution. It succeeds with the full answer of `check-threshold`, or fails with a named error
 * and a cause that a person can read; `THRESHOLD_CONFIDENCE_NOT_MET` is the one that asks for a second look.
 */
export class ImageClassification extends Construct {
  readonly machine: StateMachine;

  constructor(scope: Construct, id: string, props: ImageClassificationProps) {
    super(scope, id);
    const { environment } = props;
    const serialize = new InvokeStep(this, 'SerializeImage', props.serializeImage, WHOLE_INPUT);
    const classify = new InvokeStep(this, 'ClassifyImage', props.classifyImage, BODY_AND_EXECUTION);
    const check = new InvokeStep(this, 'CheckThreshold', props.checkThreshold, BODY_AND_EXECUTION);
    const accepted = new PublishStep(this, 'PublishImageAccepted', {
      source: eventSource(environment.app, environment.name),
    });

    check.addCatch(this.secondLook(), { errors: [ErrorName.ThresholdConfidenceNotMet] });
    const failed = this.failed();
    const timedOut = this.timedOut();
    for (const step of [serialize, classify, check]) {
      step.addCatch(failed, { errors: [...PERMANENT_ERROR_NAMES, ...RETRYABLE_ERROR_NAMES] });
      step.addCatch(timedOut, { errors: TIME_OUT_ERRORS });
    }

    this.machine = new ServiceMachine(this, 'ImageClassification', {
      definition: serialize.next(classify).next(check).next(accepted).next(new Succeed(this, 'ImageAccepted')),
      timeout: Duration.minutes(EXECUTION_TIMEOUT_MINUTES),
      logRetentionDays: environment.logRetentionDays,
    });
  }

  /** Below the threshold: the function has alerted; its message becomes the execution's cause. */
  private secondLook(): IChainable {
    return this.readError('ReadSecondLook').next(
      new Fail(this, ErrorName.ThresholdConfidenceNotMet, {
        error: ErrorName.ThresholdConfidenceNotMet,
        causePath: '$.cause.errorMessage',
      }),
    );
  }

  /** Any other named error: the execution ends with the name, and with the message alone as its cause. */
  private failed(): IChainable {
    return this.readError('ReadError').next(
      new Fail(this, 'ImageFailed', { errorPath: '$.error', causePath: '$.cause.errorMessage' }),
    );
  }

  private timedOut(): Fail {
    return new Fail(this, 'TaskTimedOut', {
      error: 'TaskTimedOut',
      cause:
        'A function ran out of time or memory, twice. The execution’s history shows which one, its log why: ' +
        'docs/runbook.md, "Function time-out".',
    });
  }

  /** A function's error arrives as `{"Error", "Cause"}`, where the cause is JSON in text. */
  private readError(id: string): Pass {
    return new Pass(this, id, {
      parameters: { 'error.$': '$.Error', 'cause.$': 'States.StringToJson($.Cause)' },
    });
  }
}
