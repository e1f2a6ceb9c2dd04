/** Two sentences, and whether people hold that they say the same. */
export interface SentencePair {
  /** From 0, its place among the pairs that it came with. */
  readonly row: number;
  /** 1 where one paraphrases the other, else 0. */
  readonly label: 0 | 1;
  readonly first: string;
  readonly second: string;
}
