import { SeededRandom } from '../../seeded-random';
import type { SentencePair } from '../sentence-pair';
import { DAILY_STATEMENTS } from './daily-statements';
import { PUBLIC_STATEMENTS } from './public-statements';
import { REMARKS } from './shared-slots';
import type { Statement } from './statement';

const STATEMENTS: readonly Statement[] = [...PUBLIC_STATEMENTS, ...DAILY_STATEMENTS];

/** How one kind of pair comes about. */
interface Making {
  /** Probability that the second sentence is of another mould. */
  readonly recast: number;
  /** Probability that a slot is said in its other way. */
  readonly reworded: number;
  /** How many slots tell of something else: least and most. */
  readonly altered: readonly [least: number, most: number];
}

/**
 * Paraphrases tell the same in another mould, often in other words; what is no paraphrase mostly keeps the mould and tells of something else. The
 * figures are chosen so that both kinds share as many words and are as long: neither alone tells them apart.
 */
const MAKINGS: Readonly<Record<0 | 1, Making>> = {
  1: { recast: 0.65, reworded: 0.22, altered: [0, 0] },
  0: { recast: 0.18, reworded: 0.05, altered: [4, 6] },
};
/** Probability that a sentence ends with a remark. */
const REMARK_CHANCE = 0.35;

/** By slot, which of its things, and in which of its ways. */
type Choices = ReadonlyMap<string, { readonly thing: number; readonly way: number }>;

/**
 * Pairs of plausible English sentences, half of them paraphrases, by the seed.
 * @param count of pairs; the first are the same whatever the count
 */
export function makePairs(count: number, seed: number): SentencePair[] {
  return Array.from({ length: count }, (_, row) => {
    const label = row % 2 === 0 ? 1 : 0;
    return { row, label, ...pairOf(label, new SeededRandom(seed, 'pair', row)) };
  });
}

function pairOf(label: 0 | 1, random: SeededRandom): { readonly first: string; readonly second: string } {
  const making = MAKINGS[label];
  const statement = random.pick(STATEMENTS);
  const mould = random.below(statement.moulds.length);
  const choices: Choices = new Map(
    Object.entries(statement.slots).map(([name, things]) => [
      name,
      { thing: random.below(things.length), way: random.below(2) },
    ]),
  );
  const told = random.chance(making.recast) ? another(mould, statement.moulds.length, random) : mould;
  const first = sentence(statement, mould, choices, random);
  const second = sentence(statement, told, retold(statement, choices, making, random), random);
  // What only repeats a sentence is no paraphrase of it.
  return first === second ? pairOf(label, random) : { first, second };
}

function retold({ slots }: Statement, choices: Choices, { reworded, altered }: Making, random: SeededRandom): Choices {
  const [least, most] = altered;
  const changed = new Set(random.shuffled([...choices.keys()]).slice(0, least + random.below(most - least + 1)));
  return new Map(
    [...choices].map(([name, { thing, way }]) => [
      name,
      {
        thing: changed.has(name) ? another(thing, slots[name]!.length, random) : thing,
        way: random.chance(reworded) ? 1 - way : way,
      },
    ]),
  );
}

/** Any of the numbers below `count` but this one. */
const another = (than: number, count: number, random: SeededRandom): number =>
  (than + 1 + random.below(count - 1)) % count;

function sentence({ moulds, slots }: Statement, mould: number, choices: Choices, random: SeededRandom): string {
  const told = moulds[mould]!.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const { thing, way } = choices.get(name)!;
    return slots[name]![thing]![way]!;
  });
  const remarked = random.chance(REMARK_CHANCE) ? `${told} ${random.pick(REMARKS)}` : told;
  // `an arena`, but `a university`.
  const spelt = remarked.replaceAll(/\b([Aa]) (?!uni)(?=[aeiou])/g, '$1n ');
  return `${spelt[0]!.toUpperCase()}${spelt.slice(1)}.`;
}
