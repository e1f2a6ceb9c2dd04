import { isDeepStrictEqual } from 'node:util';
import { endpointName, NO_MODEL_RELEASED, type ReleasedModel } from '../../core/contracts/released-model';
import { baselineOfRelease, type ReleaseBaseline, type ReleaseBaselineRequest } from '../monitor/release-baseline';
import { bringIntoService } from './bring-into-service';
import type { CheckRate } from './check-rate';
import { findHeldOut } from './held-out';
import type { HeldRelease } from './lease/release-lease';
import { type QueuedEvaluation, queueEvaluation, testDataOf } from './queue-evaluation';
import { type CheckCounts, ReleaseCheck } from './release-check';
import { BaselineNotMade, EvaluationNotQueued } from './release-errors';
import { readModelPackage, readReleasedModel, writeReleasedModel } from './release-parameters';
import type { ReleaseTarget } from './release-target';
import { assertUpdatable, readServingStack } from './serving-stack';

/** Asked about once the new model serves, so that a release says what it answers. */
const REQUESTS_AFTERWARDS = 10;

export interface ReleaseRequest {
  readonly released: ReleasedModel;
  /** Absent: nothing is sent. */
  readonly check?: CheckRate;
  /**
   * What the monitors compare the model's windows with: a new baseline, or the package's own of an earlier release where it has one.
   * Absent: whatever they have been compared with before.
   */
  readonly baseline?: 'new' | 'own';
}

/** What a release has done. */
export interface ReleaseResult extends ReleasedModel {
  readonly endpointName: string;
  /** What served before; `none` at the first release. */
  readonly previousModelPackage: string;
  /** False where the package was in service already. */
  readonly changed: boolean;
  /** While it baked; absent where nothing was sent. */
  readonly check?: CheckCounts;
  /** Once the new model had all traffic. */
  readonly afterwards?: CheckCounts;
  /** Absent where there is nothing to evaluate on: no list of the test split, no test data of a table. */
  readonly evaluation?: QueuedEvaluation;
  /** Absent where none was asked for. */
  readonly baseline?: ReleaseBaseline;
}

/**
 * Brings a model package into service. The model-package parameter names it, the serving stack is updated with its previous template while held-out
 * images or rows go to the endpoint; once the update is complete the released-model parameter says what serves, an evaluation is queued, and the monitors get
 * its baseline. A release that fails or is interrupted has put the parameter back before it is told. A package that is in service already stays there.
 * @param lease held by whoever calls: what is written is written by the one release that is going on
 * @throws ReleaseRefused: nothing has changed; ReleaseFailed: what served before serves on, or the message says otherwise; EvaluationNotQueued and
 * BaselineNotMade: the package serves; ReleaseLeaseLost: another release has taken over; the signal's reason once the update has been called off.
 */
export async function releaseModel(
  target: ReleaseTarget,
  lease: HeldRelease,
  { released, check: rate, baseline: wanted }: ReleaseRequest,
  report: (text: string) => void,
  signal: AbortSignal,
): Promise<ReleaseResult> {
  const { modelPackage } = released;
  const endpoint = endpointName(target.environment.app, target.environment.name);
  const stack = await readServingStack(target);
  assertUpdatable(stack);
  const parameter = (await readModelPackage(target)) ?? NO_MODEL_RELEASED;
  const previousModelPackage = stack.modelPackage ?? parameter;
  const before = await readReleasedModel(target).catch(() => undefined);
  const heldOut = await findHeldOut(target, released, rate?.share ?? 1);
  const check = rate && heldOut && new ReleaseCheck(target.clients.runtime, endpoint, heldOut, rate.imagesPerSecond);
  signal.throwIfAborted();

  const changed = await bringIntoService(
    target,
    lease,
    stack,
    { modelPackage, previousModelPackage, parameter },
    check,
    report,
    signal,
  );
  const result = { ...released, endpointName: endpoint, previousModelPackage, changed };
  const baselined = async (reuse: boolean) => {
    if (wanted === undefined) return {};
    await lease.assertOurs();
    return { baseline: await madeBaseline(target, modelPackage, { reuse, signal, report }) };
  };
  // Whose baseline could not be made when it was released gets it when it is released again.
  if (!changed && isDeepStrictEqual(before, released)) return { ...result, ...(await baselined(true)) };
  await lease.assertOurs();
  await writeReleasedModel(target, released);
  const afterwards = await check?.ask(REQUESTS_AFTERWARDS, signal);
  const evaluation =
    heldOut &&
    (await queueEvaluation(target, testDataOf(released)).catch((cause: Error) => notQueued(modelPackage, cause)));
  return {
    ...result,
    ...(check && changed && { check: check.counts }),
    ...(afterwards && { afterwards }),
    ...(evaluation && { evaluation }),
    ...(afterwards === undefined || afterwards.failed === 0
      ? await baselined(wanted === 'own')
      : wanted && { baseline: { reason: `${afterwards.failed} of ${afterwards.sent} requests failed.` } }),
  };
}

/** A second release of the same package would find nothing to do. */
function notQueued(modelPackage: string, cause: Error): never {
  throw new EvaluationNotQueued(
    `${modelPackage} serves, but its evaluation could not be queued (${cause.name}: ${cause.message}): ask for it with 'evaluate'.`,
    { cause },
  );
}

/** Ctrl-C comes too late to take the release back: it ends the baseline alone. */
async function madeBaseline(
  target: ReleaseTarget,
  modelPackage: string,
  request: ReleaseBaselineRequest,
): Promise<ReleaseBaseline> {
  try {
    return await baselineOfRelease(target, request);
  } catch (cause) {
    request.signal.throwIfAborted();
    const { name, message } = cause as Error;
    throw new BaselineNotMade(
      `${modelPackage} serves, but its baseline could not be made (${name}: ${message}), so the monitors compare its traffic with the one of before: make it with 'monitor baseline'.`,
      { cause },
    );
  }
}
