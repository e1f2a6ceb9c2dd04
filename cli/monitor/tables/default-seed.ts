/** Of every random choice: the same data gives the same report, whoever makes it. */
export const DEFAULT_SEED = 1;
