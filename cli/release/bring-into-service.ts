import { NO_MODEL_RELEASED } from '../../core/contracts/released-model';
import type { HeldRelease } from './lease/release-lease';
import { checkText, type ReleaseCheck } from './release-check';
import { ReleaseFailed, ReleaseRefused } from './release-errors';
import { writeModelPackage } from './release-parameters';
import type { ReleaseTarget } from './release-target';
import type { ServingStack } from './serving-stack';
import { ServingUpdate } from './serving-update';

/** From what to what. */
export interface Move {
  readonly modelPackage: string;
  readonly previousModelPackage: string;
  /** What the parameter says now. */
  readonly parameter: string;
}

/**
 * Writes the parameter and updates the serving stack, with images on their way to the endpoint until it ends.
 * @returns whether anything had to be changed.
 * @throws as `releaseModel` does; the parameter has been put back then.
 */
export async function bringIntoService(
  target: ReleaseTarget,
  lease: HeldRelease,
  stack: ServingStack,
  { modelPackage, previousModelPackage, parameter }: Move,
  check: ReleaseCheck | undefined,
  report: (text: string) => void,
  signal: AbortSignal,
): Promise<boolean> {
  if (parameter !== modelPackage) await writeModelPackage(target, modelPackage);
  if (stack.modelPackage === modelPackage) return false;
  let restored = false;
  const restore = async (why: unknown): Promise<void> => {
    if (!restored) await putBack(target, lease, previousModelPackage, why);
    restored = true;
  };
  const update = await ServingUpdate.begin(target, stack).catch(async (cause: Error) => {
    await restore(cause);
    throw new ReleaseRefused(`${stack.name} was not updated: ${cause.message}`, { cause });
  });
  if (update === undefined) return false;
  check?.begin();
  const told = (text: string): void => report(check === undefined ? text : `${text}; ${checkText(check.counts)}`);
  const hooks = {
    report: told,
    cancelled: async () => {
      await restore(signal.reason);
      told('called off, rolling back');
    },
  };
  const { stack: after, complete, failures } = await update.end(hooks, signal).finally(() => check?.stop());
  if (complete && after.modelPackage === modelPackage) return true;
  if (complete) {
    throw new ReleaseFailed(
      `Another release came in between: ${after.name} serves ${after.modelPackage}, not ${modelPackage}. Release again if that is wrong.`,
    );
  }
  await restore(failures);
  signal.throwIfAborted();
  const seen =
    check === undefined
      ? ''
      : ` Meanwhile ${checkText(check.counts)}${check.counts.firstFailure === undefined ? '' : `; the first: ${check.counts.firstFailure}`}.`;
  throw new ReleaseFailed(
    `The release of ${modelPackage} ended as ${after.status}: ${failures || after.statusReason}. ${serves(previousModelPackage)}${seen}`,
  );
}

/**
 * The next deployment must not bring up what failed. Where another release has taken over, the parameter is that one's.
 * @throws ReleaseFailed with what to do by hand; ReleaseLeaseLost
 */
async function putBack(target: ReleaseTarget, lease: HeldRelease, previous: string, why: unknown): Promise<void> {
  await lease.assertOurs();
  await writeModelPackage(target, previous).catch((cause: Error) => {
    const reason = why instanceof Error ? why.message : String(why);
    throw new ReleaseFailed(
      `The release failed (${reason}), and its parameter could not be put back (${cause.message}): write ${previous} into it by hand (docs/release.md), else the next deployment tries the failed model again.`,
      { cause },
    );
  });
}

const serves = (modelPackage: string): string =>
  modelPackage === NO_MODEL_RELEASED ? 'Nothing serves, as before.' : `${modelPackage} serves on.`;
