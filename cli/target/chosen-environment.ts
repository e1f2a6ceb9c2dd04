import { environmentNames } from '../environment/read-environment';
import { UsageError } from '../usage-error';
import { DEFAULT_STATE_FOLDER, findLaptop } from './laptop-presence';
import type { TargetOptions } from './target-options';

export const LOCAL_ENVIRONMENT = 'local';

/** Address of the laptop that is meant: named, or up on the default state folder. */
export const laptopUrl = ({ endpointUrl }: TargetOptions): string | undefined =>
  endpointUrl ?? process.env.SECOND_LOOK_URL ?? findLaptop(DEFAULT_STATE_FOLDER)?.url;

/**
 * Name of the environment that the options mean: the named one; without a name the laptop's, while one is up.
 * @throws UsageError where neither is there
 */
export function chosenEnvironment(options: TargetOptions): string {
  if (options.env !== undefined) return options.env;
  if (laptopUrl(options) !== undefined) return LOCAL_ENVIRONMENT;
  const others = environmentNames().filter((name) => name !== LOCAL_ENVIRONMENT);
  throw new UsageError(
    `Which environment? No laptop is up ('npm run local' starts one), so name one with --env: ${others.join(', ')}.`,
  );
}
