import * as z from 'zod';
import { parseInput } from '../../core/contracts/parse-input';
import { TrainingInProgress } from '../../core/contracts/training-errors';
import { holdLeaseEventSchema, type TrainingLease } from '../../core/contracts/training-lease';
import { type DescribedFailure, describeFailure } from '../../core/training/describe-failure';
import type { LeaseObject } from './lease-object';

export interface LeaseKeeping {
  readonly lease: LeaseObject;
  /** How long a claimed lease lasts. Seconds. */
  readonly leaseSeconds: number;
  /** How long an execution goes on trying where its input lets it wait. Seconds. */
  readonly waitSeconds: number;
  /** Whether an execution, by its ARN, has not ended yet. */
  readonly runs: (holder: string) => Promise<boolean>;
  readonly now: () => Date;
}

/** What the function answers: whether the lease is held from now on, and of a run that failed, why in words. */
export interface HeldLease {
  readonly held: boolean;
  readonly failure?: DescribedFailure;
}

/** An input of `TrainModel`, as far as its lease is concerned: the rest of it is checked once the lease is held. */
const waitingInputSchema = z.object({ whenBusy: z.literal('wait') });

/**
 * Claims the lease of the model group for an execution, or releases it. Claiming is safe to repeat; releasing what another execution holds
 * does nothing. An execution whose input lets it wait is answered that the lease is not held, for as long as it may wait.
 * @throws TrainingInProgress where another execution holds the lease, has not ended, and is within its time; InvalidInput, AccessDenied,
 *   StorageUnavailable
 */
export async function holdLease(event: unknown, keeping: LeaseKeeping): Promise<HeldLease> {
  const asked = parseInput(holdLeaseEventSchema, event, 'event');
  if (asked.action === 'claim') {
    try {
      await claim(asked.holder, keeping);
      return { held: true };
    } catch (error) {
      if (!(error instanceof TrainingInProgress) || !mayWait(asked, keeping)) throw error;
      return { held: false };
    }
  }
  await release(asked.holder, keeping);
  return { held: false, ...(asked.caught === undefined ? {} : { failure: describeFailure(asked.caught) }) };
}

function mayWait(
  { input, startedAt }: { readonly input?: unknown; readonly startedAt?: string },
  { waitSeconds, now }: LeaseKeeping,
): boolean {
  if (startedAt === undefined || !waitingInputSchema.safeParse(input).success) return false;
  return now().getTime() < Date.parse(startedAt) + waitSeconds * 1000;
}

async function claim(holder: string, { lease, leaseSeconds, runs, now }: LeaseKeeping): Promise<void> {
  const before = await lease.read();
  const current = before?.lease;
  if (current !== undefined && (await isInForce(current, holder, runs, now()))) throw inProgress(current);
  const claimedAt = now();
  const claimed: TrainingLease = {
    version: 1,
    state: 'held',
    holder,
    claimedAt: claimedAt.toISOString(),
    expiresAt: new Date(claimedAt.getTime() + leaseSeconds * 1000).toISOString(),
  };
  if (await lease.write(claimed, before)) return;
  const winner = (await lease.read())?.lease;
  // Our own write may have gone through although its answer got lost.
  if (winner?.state === 'held' && winner.holder === holder) return;
  throw inProgress(winner);
}

async function isInForce(
  { state, holder, expiresAt }: TrainingLease,
  claimant: string,
  runs: LeaseKeeping['runs'],
  now: Date,
): Promise<boolean> {
  if (state === 'released' || holder === claimant || now >= new Date(expiresAt)) return false;
  // An execution that was aborted, or that timed out, had no chance to release it.
  return runs(holder);
}

async function release(holder: string, { lease, now }: LeaseKeeping): Promise<void> {
  const before = await lease.read();
  const current = before?.lease;
  if (current?.state !== 'held' || current.holder !== holder) return;
  // Where this fails, somebody has taken over: it is theirs.
  await lease.write({ ...current, state: 'released', expiresAt: now().toISOString() }, before);
}

function inProgress(current: TrainingLease | undefined): TrainingInProgress {
  const who = current === undefined ? 'another run' : `${current.holder}, since ${current.claimedAt}`;
  return new TrainingInProgress(
    `A training of this model group is on already: ${who}. Wait for its end, or stop it (its lease ends with it).`,
  );
}
