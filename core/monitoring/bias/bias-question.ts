import { type Match, matchText } from './match';

/** What is asked about one facet. */
export interface BiasQuestion {
  /** Name of the label column. */
  readonly label: string;
  /** Labels (true and predicted) that are the good outcome. */
  readonly positive: Match;
  /** Name of the facet column. */
  readonly facet: string;
  /** Rows that are in the facet: the group d that may be at a disadvantage; all others are the group a. */
  readonly disadvantaged: Match;
  /** Name of the group variable, where the conditional metrics are wanted. */
  readonly groupVariable?: string;
}

/** `Sex = 0`, `age > 25` */
export const facetText = ({ facet, disadvantaged }: Pick<BiasQuestion, 'facet' | 'disadvantaged'>): string =>
  `${facet} ${'threshold' in disadvantaged ? '>' : '='} ${matchText(disadvantaged)}`;
