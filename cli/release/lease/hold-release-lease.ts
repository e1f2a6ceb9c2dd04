import { RELEASE_LEASE_SECONDS } from '../../../core/contracts/release-lease';
import type { ReleaseTarget } from '../release-target';
import { type HeldRelease, ReleaseLease } from './release-lease';
import { ReleaseLeaseObject } from './release-lease-object';

/** Four renewals may fail in a row before the lease is lost. */
const RENEW_EVERY_MILLISECONDS = (RELEASE_LEASE_SECONDS * 1000) / 5;

/**
 * Does what brings a model into service while nobody else can, and gives the lease back however that ends: by a result, a failure, or Ctrl-C once
 * the release has been called off.
 * @throws ReleaseInProgress where somebody else releases: nothing was done
 */
export async function holdReleaseLease<Result>(
  { clients, outputs }: ReleaseTarget,
  work: (lease: HeldRelease) => Promise<Result>,
): Promise<Result> {
  const lease = await ReleaseLease.claim(new ReleaseLeaseObject(clients.s3, outputs.get('ModelsBucket')));
  let renewing: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    // One that fails is made up for by the next; whoever needs to be sure renews by itself and hears of a loss.
    renewing = lease.renew().catch(() => undefined);
  }, RENEW_EVERY_MILLISECONDS);
  try {
    return await work(lease);
  } finally {
    clearInterval(timer);
    await renewing;
    // It expires by itself; what came of the release counts for more.
    await lease.release().catch(() => undefined);
  }
}
