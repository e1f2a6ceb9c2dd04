import type { TargetContext } from '../command/command-action';
import { checkRate } from '../release/check-options';
import { holdReleaseLease } from '../release/lease/hold-release-lease';
import { printRelease } from '../release/print-release';
import { type PastRelease, releaseBefore, releaseHistory } from '../release/release-history';
import { releaseModel } from '../release/release-model';
import type { RollbackOptions } from './rollback-command';

/**
 * Brings a model that has served into service again, with the classes and the calibration that it had; or lists what has served.
 * @throws ReleaseRefused where there is nothing to go back to; as `release` does
 */
export async function rollBack(context: TargetContext, options: RollbackOptions): Promise<void> {
  const { target, printer, signal } = context;
  if (options.list === true) {
    const history = await releaseHistory(target);
    printer.result(
      history.map(({ released, at }) => ({ at, ...released })),
      history.map(line).join('\n') || 'Nothing has been released.',
    );
    return;
  }
  const result = await holdReleaseLease(target, async (lease) => {
    // Read under the lease: another release would make it another one to go back to.
    const released = releaseBefore(await releaseHistory(target), options.to);
    const request = { released, check: checkRate(options), baseline: 'own' as const };
    return context.progress(1).run(
      'Roll back',
      (report) => releaseModel(target, lease, request, report, signal),
      ({ modelPackage, changed }) => (changed ? `${modelPackage} in service` : 'in service already'),
    );
  });
  printRelease(printer, result);
}

const line = ({ at, released }: PastRelease): string =>
  `${at.toISOString()}  ${released.modelPackage}  ${released.classes.join(', ')}`;
