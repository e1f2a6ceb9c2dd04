/** Enough for the default network on a thousand images; more gains little. */
export const DEFAULT_EPOCHS = 40;
