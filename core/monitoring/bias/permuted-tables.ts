import type { SeededRandom } from '../../seeded-random';
import type { BiasState } from './bias-state';
import { type BiasTable, sides } from './bias-table';
import { drawCells } from './hypergeometric';
import { emptyCounts, type OutcomeCounts, SIDE_CELLS, summed } from './outcome-counts';

/** What a window and its baseline would have been like, had chance dealt the rows. */
export interface PermutedTables {
  readonly now: BiasTable;
  /** Absent where there is none to compare with. */
  readonly before?: BiasTable;
}

export type Deal = (random: SeededRandom) => PermutedTables;

/** Rows of both sides of a facet: of each side first the cells of every group, then the label values; the same order for all states of one deal. */
interface FlatCounts {
  readonly outside: Float64Array;
  readonly inside: Float64Array;
}

/** How the flat counts are to be read. */
interface Shape {
  readonly groups: readonly string[];
  readonly labels: readonly string[];
  readonly isGrouped: boolean;
}

/**
 * Deals the rows of a window and of its baseline anew: each side of the facet keeps its number of rows in both, and which of its rows are the window's is drawn.
 * That is what there would be if nothing but chance set the two apart.
 * @param withValues whether the shares of label values are wanted
 * @param mixSides deals all rows together, so that the sides' own sizes are chance as well
 */
export function dealWithBaseline(now: BiasState, before: BiasState, withValues: boolean, mixSides = false): Deal {
  const shape = shapeOf([now, before], withValues);
  const [current, earlier] = [flatCounts(now, shape), flatCounts(before, shape)];
  const parts = mixSides
    ? [
        {
          pooled: joined(added(current.outside, earlier.outside), added(current.inside, earlier.inside)),
          drawn: joined(current.outside, current.inside),
        },
      ]
    : [
        { pooled: added(current.outside, earlier.outside), drawn: current.outside },
        { pooled: added(current.inside, earlier.inside), drawn: current.inside },
      ];
  const deals = parts.map(({ pooled, drawn }) => dealer(pooled, drawn, shape, mixSides ? 2 : 1));
  const split = (drawn: readonly Float64Array[]): FlatCounts => {
    if (!mixSides) return { outside: drawn[0]!, inside: drawn[1]! };
    const half = drawn[0]!.length / 2;
    return { outside: drawn[0]!.subarray(0, half), inside: drawn[0]!.subarray(half) };
  };
  return (random) => {
    const drawn = deals.map((deal) => deal(random));
    const rest = drawn.map((taken, part) => taken.map((count, index) => parts[part]!.pooled[index]! - count));
    return { now: tableOf(split(drawn), shape), before: tableOf(split(rest), shape) };
  };
}

/** Deals the rows of a window to the two sides of the facet anew: what there would be if the facet made no difference. */
export function dealSides(now: BiasState, withValues: boolean): Deal {
  const shape = shapeOf([now], withValues);
  const { outside, inside } = flatCounts(now, shape);
  const pooled = added(outside, inside);
  const deal = dealer(pooled, inside, shape, 1);
  return (random) => {
    const taken = deal(random);
    return { now: tableOf({ outside: pooled.map((count, index) => count - taken[index]!), inside: taken }, shape) };
  };
}

/** Draws as many rows as there are in `drawn` out of the pooled ones; rows and label values each for themselves. */
function dealer(pooled: Float64Array, drawn: Float64Array, { groups, labels }: Shape, copies: number) {
  const cells = groups.length * SIDE_CELLS;
  const block = cells + labels.length;
  const isLabel = (index: number): boolean => index % block >= cells;
  const [rowAt, labelAt] = [false, true].map((wanted) =>
    Array.from({ length: block * copies }, (_, index) => index).filter((index) => isLabel(index) === wanted),
  ) as [number[], number[]];
  const wanted = (at: readonly number[]): number => at.reduce((sum, index) => sum + drawn[index]!, 0);
  const plans = [rowAt, labelAt].map((at) => ({ at: at.filter((index) => pooled[index]! > 0), count: wanted(at) }));
  return (random: SeededRandom): Float64Array => {
    const taken = new Float64Array(pooled.length);
    for (const { at, count } of plans) drawCells(random, pooled, at, count, taken);
    return taken;
  };
}

function shapeOf(states: readonly BiasState[], withValues: boolean): Shape {
  const keys = (of: (state: BiasState) => Iterable<string>): string[] =>
    [...new Set(states.flatMap((state) => [...of(state)]))].sort();
  return {
    groups: keys((state) => state.countsByGroup().keys()),
    labels: withValues ? keys((state) => state.countsByLabel().keys()) : [],
    isGrouped: states[0]!.isGrouped,
  };
}

function flatCounts(state: BiasState, { groups, labels }: Shape): FlatCounts {
  const [byGroup, byLabel] = [state.countsByGroup(), state.countsByLabel()];
  const [outside, inside] = [0, 1].map((side) =>
    Float64Array.from([
      ...groups.flatMap((group) => [
        ...(byGroup.get(group) ?? NO_ROWS).subarray(side * SIDE_CELLS, (side + 1) * SIDE_CELLS),
      ]),
      ...labels.map((label) => byLabel.get(label)?.[side] ?? 0),
    ]),
  );
  return { outside: outside!, inside: inside! };
}

const NO_ROWS = emptyCounts();
const added = (one: Float64Array, other: Float64Array): Float64Array =>
  one.map((count, index) => count + other[index]!);
const joined = (one: Float64Array, other: Float64Array): Float64Array => Float64Array.from([...one, ...other]);

function tableOf({ outside, inside }: FlatCounts, { groups, labels, isGrouped }: Shape): BiasTable {
  const byGroup = groups.map((_, group): OutcomeCounts => {
    const [from, counts] = [group * SIDE_CELLS, emptyCounts()];
    counts.set(outside.subarray(from, from + SIDE_CELLS));
    counts.set(inside.subarray(from, from + SIDE_CELLS), SIDE_CELLS);
    return counts;
  });
  return {
    ...sides(byGroup.length === 1 ? byGroup[0]! : summed(byGroup)),
    labelShares: labels.length === 0 ? NO_SHARES : labelShares(outside, inside, groups.length * SIDE_CELLS),
    groups: isGrouped ? byGroup.map(sides) : undefined,
  };
}

const NO_SHARES: BiasTable['labelShares'] = [];

function labelShares(outside: Float64Array, inside: Float64Array, from: number): BiasTable['labelShares'] {
  const total = (counts: Float64Array): number => counts.subarray(from).reduce((sum, count) => sum + count, 0);
  const [all, facet] = [total(outside), total(inside)];
  return Array.from(outside.subarray(from), (count, value) => [count / all, inside[from + value]! / facet] as const);
}
