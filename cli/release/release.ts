import type { TargetContext } from '../command/command-action';
import { checkRate } from './check-options';
import { approvePackage, choosePackage } from './choose-package';
import { describeReleased } from './describe-released';
import { holdReleaseLease } from './lease/hold-release-lease';
import { namedPackage } from './named-package';
import { printRelease } from './print-release';
import type { ReleaseOptions } from './release-command';
import { releaseModel } from './release-model';

/**
 * Chooses a package, brings it into service and prints what came of it.
 * @throws UsageError, ReleaseInProgress, ReleaseRefused, ReleaseFailed, CheckNotPassed, Interrupted
 */
export async function release(context: TargetContext, options: ReleaseOptions): Promise<void> {
  const { target, signal } = context;
  const wanted = options.package === undefined ? undefined : namedPackage(options.package);
  const progress = context.progress(2);
  const result = await holdReleaseLease(target, async (lease) => {
    const released = await progress.run(
      'Choose the package',
      async () => {
        const chosen = await choosePackage(target, { wanted, approve: options.approve === true });
        const described = describeReleased(chosen, options);
        if (!chosen.approved) await approvePackage(target, chosen.arn);
        return described;
      },
      ({ modelPackage, classes }) => `${modelPackage}: ${classes.join(', ')}`,
    );
    const request = { released, check: checkRate(options), ...(options.baseline && { baseline: 'new' as const }) };
    return progress.run(
      'Release',
      (report) => releaseModel(target, lease, request, report, signal),
      ({ changed, endpointName }) => (changed ? `${endpointName} in service` : 'in service already'),
    );
  });
  printRelease(context.printer, result);
}
