import type { Distance } from './count-distances';

/** Of words: in both, in one of the two only, in neither. */
interface Presence {
  readonly both: number;
  readonly firstOnly: number;
  readonly secondOnly: number;
  readonly neither: number;
}

/** A distance that looks only at whether a word is there; 0/0 is 0. */
const ofPresence =
  (distance: (presence: Presence, words: number) => number): Distance =>
  (u, v) => {
    const presence = { both: 0, firstOnly: 0, secondOnly: 0, neither: 0 };
    for (const [at, a] of u.entries()) {
      const b = v[at]!;
      presence[a !== 0 ? (b !== 0 ? 'both' : 'firstOnly') : b !== 0 ? 'secondOnly' : 'neither'] += 1;
    }
    const found = distance(presence, u.length);
    return Number.isNaN(found) ? 0 : found;
  };

const different = ({ firstOnly, secondOnly }: Presence): number => firstOnly + secondOnly;

export const dice = ofPresence((p) => different(p) / (2 * p.both + different(p)));

export const jaccard = ofPresence((p) => different(p) / (p.both + different(p)));

export const kulsinski = ofPresence((p, words) => (different(p) - p.both + words) / (different(p) + words));

export const matching = ofPresence((p, words) => different(p) / words);

export const rogersTanimoto = ofPresence((p) => (2 * different(p)) / (p.both + p.neither + 2 * different(p)));

export const russellRao = ofPresence((p, words) => (words - p.both) / words);

export const sokalMichener = rogersTanimoto;

export const sokalSneath = ofPresence((p) => (2 * different(p)) / (p.both + 2 * different(p)));

export const yule = ofPresence((p) => {
  const crossed = 2 * p.firstOnly * p.secondOnly;
  return crossed === 0 ? 0 : crossed / (p.both * p.neither + crossed / 2);
});
