import type { TargetContext } from '../command/command-action';
import type { Target } from '../target/target';
import type { CleanupOptions } from './cleanup-command';
import { confirm } from './confirm';
import { destroyStacks } from './destroy-stacks';
import { findLeftovers } from './find-leftovers';
import { findStaying, type Staying } from './find-staying';
import { formatCleanup } from './format-cleanup';
import { takeInventory } from './inventory';
import type { Leftover } from './leftover';
import { type Removal, removeLeftovers } from './remove-leftovers';

/** Some leftovers resisted; the same command tries again. */
export class CleanupIncomplete extends Error {
  override readonly name = 'CleanupIncomplete';
}

/** What is there: to be removed, to be removed by a person, to stay. */
export interface Findings {
  /** Stacks that stand; with `--all` they are destroyed. */
  readonly stacks: readonly string[];
  readonly leftovers: readonly Leftover[];
  readonly staying: readonly Staying[];
  /** What `--keep-data` leaves, and what only a person can remove. */
  readonly kept: readonly Leftover[];
}

/**
 * Lists and, after asking, removes what is left over.
 * @throws UsageError where nobody can be asked; CleanupIncomplete; Interrupted
 */
export async function cleanUp(
  { target, printer, progress, signal }: TargetContext,
  options: CleanupOptions,
): Promise<void> {
  const { all = false, dryRun = false, yes = false } = options;
  const steps = progress(dryRun ? 1 : all ? 4 : 2);
  const found = await steps.run(
    'Look for leftovers',
    () => findings(target, options),
    ({ leftovers }) => `${leftovers.length} to remove`,
  );
  printer.line(formatCleanup(found, all));
  const idle = found.leftovers.length === 0 && !(all && found.stacks.length > 0);
  if (dryRun || idle || !(yes || (await confirm(questionOf(found, all), signal)))) {
    printer.result(document(found, []), dryRun ? 'Nothing has been removed: --dry-run.' : 'Nothing has been removed.');
    return;
  }
  const removed = [
    ...(await steps.run('Remove leftovers', (report) => removeLeftovers(found.leftovers, report, signal))),
  ];
  let last = found;
  if (all) {
    await steps.run('Destroy the stacks', (report) => destroyStacks(target, found.stacks, report, signal));
    last = await findings(target, options);
    const rest = await steps.run('Remove what they left', (report) => removeLeftovers(last.leftovers, report, signal));
    removed.push(...rest);
  }
  const outcomes = [...new Map(removed.map((each) => [`${each.kind} ${each.name}`, each])).values()];
  const failed = outcomes.filter(({ error }) => error !== undefined);
  printer.result(document(last, outcomes), outcome(outcomes, failed, last));
  if (failed.length > 0) {
    const reasons = failed.map(({ kind, name, error }) => `${kind} ${name}: ${error}`).join('\n');
    throw new CleanupIncomplete(`${failed.length} could not be removed; the same command tries again:\n${reasons}`);
  }
}

async function findings(target: Target, { keepData = false }: CleanupOptions): Promise<Findings> {
  const inventory = await takeInventory(target);
  const found = await findLeftovers(target, inventory);
  const stays = ({ data, remove }: Leftover): boolean => remove === undefined || (keepData && data === true);
  return {
    stacks: inventory.stacks,
    leftovers: found.filter((each) => !stays(each)),
    kept: found.filter(stays),
    staying: await findStaying(target, inventory),
  };
}

const questionOf = ({ leftovers, stacks }: Findings, all: boolean): string =>
  all
    ? `Remove ${leftovers.length} leftovers, destroy ${stacks.length} stacks and remove what they leave?`
    : `Remove ${leftovers.length} leftovers?`;

function outcome(removed: readonly Removal[], failed: readonly Removal[], { kept }: Findings): string {
  const byHand = kept.map(
    ({ kind, name, cost, byHand }) => `stays: ${kind} ${name}, ${cost}${byHand === undefined ? '' : `; ${byHand}`}`,
  );
  return [`${removed.length - failed.length} removed, ${failed.length} not.`, ...byHand].join('\n');
}

const document = ({ stacks, leftovers, staying, kept }: Findings, removed: readonly Removal[]) => ({
  stacks,
  leftovers: leftovers.map(described),
  kept: kept.map(described),
  staying,
  removed,
});

const described = ({ kind, name, why, cost, byHand }: Leftover) => ({ kind, name, why, cost, byHand });
