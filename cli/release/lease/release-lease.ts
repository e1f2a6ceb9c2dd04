import { randomUUID } from 'node:crypto';
import { RELEASE_LEASE_SECONDS, type ReleaseLeaseRecord } from '../../../core/contracts/release-lease';
import { ReleaseInProgress, ReleaseLeaseLost } from '../release-errors';
import { isGone, type LeaseHolder, leaseHolder } from './lease-holder';
import type { ReleaseLeaseObject, StoredLease } from './release-lease-object';

/** What a lease needs of the world. */
export interface LeaseWorld {
  readonly holder: LeaseHolder;
  /** Whether a holder is known to be gone without having released. */
  readonly isGone: (holder: LeaseHolder) => boolean;
  readonly now: () => Date;
}

const thisProcess = (): LeaseWorld => ({ holder: leaseHolder(), isGone, now: () => new Date() });

/** A lease as whoever releases uses it. */
export type HeldRelease = Pick<ReleaseLease, 'assertOurs'>;

/**
 * The right to release, which one process of all has at a time. It is claimed, renewed and given back by conditional writes of one object. A first claim
 * writes before it reads: whoever may not list the bucket is not told that an object is absent.
 */
export class ReleaseLease {
  private constructor(
    private readonly object: ReleaseLeaseObject,
    private readonly world: LeaseWorld,
    private stored: StoredLease,
  ) {}

  /** @throws ReleaseInProgress where somebody else holds it, is not known to be gone, and is within its time */
  static async claim(object: ReleaseLeaseObject, world: LeaseWorld = thisProcess()): Promise<ReleaseLease> {
    const claimed: ReleaseLeaseRecord = {
      version: 1,
      state: 'held',
      id: randomUUID(),
      ...world.holder,
      claimedAt: world.now().toISOString(),
      expiresAt: expiry(world.now()),
    };
    let over: StoredLease | undefined;
    // The first write meets what is there; the second takes over what counts for nothing. A third finds who was faster.
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const written = await object.write(claimed, over);
      if (written !== undefined) return new ReleaseLease(object, world, written);
      over = await object.read();
      const lease = over?.lease;
      // Our own write may have gone through although its answer got lost.
      if (over !== undefined && lease?.id === claimed.id) return new ReleaseLease(object, world, over);
      if (lease !== undefined && isInForce(lease, world)) throw inProgress(lease);
    }
    throw inProgress(over?.lease);
  }

  /** To be asked before anything is written that another release could have written meanwhile. @throws ReleaseLeaseLost */
  async assertOurs(): Promise<void> {
    try {
      await this.renew();
    } catch (error) {
      // That S3 does not answer says nothing of who holds the lease, and must not keep what is begun from its end.
      if (error instanceof ReleaseLeaseLost) throw error;
    }
  }

  /** Moves the expiry on. @throws ReleaseLeaseLost; what S3 fails with */
  renew(): Promise<void> {
    return this.rewrite({ expiresAt: expiry(this.world.now()) });
  }

  /** Gives the lease back; what somebody else holds by now is left alone. */
  async release(): Promise<void> {
    try {
      await this.rewrite({ state: 'released', expiresAt: this.world.now().toISOString() });
    } catch (error) {
      if (!(error instanceof ReleaseLeaseLost)) throw error;
    }
  }

  private async rewrite(change: Partial<ReleaseLeaseRecord>): Promise<void> {
    const { lease: ours } = this.stored;
    const lease = { ...(ours as ReleaseLeaseRecord), ...change };
    const written = (await this.object.write(lease, this.stored)) ?? (await this.rewriteOurs(lease));
    if (written === undefined) {
      throw new ReleaseLeaseLost(
        'S3 was out of reach for so long that another release has begun: what serves is up to that one. ' +
          "'status' tells how it stands.",
      );
    }
    this.stored = written;
  }

  /** A write whose answer got lost has changed the ETag: the lease is still ours where it has our id. */
  private async rewriteOurs(lease: ReleaseLeaseRecord): Promise<StoredLease | undefined> {
    const now = await this.object.read();
    return now?.lease?.id === lease.id ? this.object.write(lease, now) : undefined;
  }
}

const expiry = (now: Date): string => new Date(now.getTime() + RELEASE_LEASE_SECONDS * 1000).toISOString();

const isInForce = (lease: ReleaseLeaseRecord, { now, isGone: gone }: LeaseWorld): boolean =>
  lease.state === 'held' && now() < new Date(lease.expiresAt) && !gone(lease);

function inProgress(lease: ReleaseLeaseRecord | undefined): ReleaseInProgress {
  const who =
    lease === undefined
      ? 'somebody else was faster'
      : `${lease.holder}, since ${lease.claimedAt}. Where that has died, its lease ends at ${lease.expiresAt}`;
  return new ReleaseInProgress(
    `Another release of this environment is going on: ${who}. Nothing was begun; release again afterwards.`,
  );
}
