import { UsageError } from '../usage-error';

/** @param pairs each `name=value` @throws UsageError */
export const readHyperparameters = (pairs: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new UsageError(`--hyperparameter ${pair}: it must be name=value.`);
      return [pair.slice(0, at), pair.slice(at + 1)] as const;
    }),
  );
