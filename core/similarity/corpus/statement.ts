/** Two ways to say one thing: a word, or a few, that mean the same. */
export type Synonyms = readonly [string, string];

/** A kind of event that sentences tell of. */
export interface Statement {
  /**
   * Whole sentences without a full stop that tell the same; `{name}` stands for a slot. They differ in their small words: one says `the` throughout,
   * one `a`, others neither.
   */
  readonly moulds: readonly string[];
  /** What may stand in each slot: different things, each in two ways. */
  readonly slots: Readonly<Record<string, readonly Synonyms[]>>;
}
