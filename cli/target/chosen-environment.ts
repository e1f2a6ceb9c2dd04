import { environmentNames } from '../environment/read-environment';
import { UsageError } from '../usage-error';
import { DEFAULT_STATE_FOLDER, findLaptop } from './laptop-presence';
import { laptopAddress, type TargetOptions } from './target-options';

export const LOCAL_ENVIRONMENT = 'local';

/**
 * Address of the laptop that is meant: named, or up on the default state folder.
 * @throws UsageError where SECOND_LOOK_URL is no address
 */
export function laptopUrl({ endpointUrl }: TargetOptions): string | undefined {
  const { SECOND_LOOK_URL: named } = process.env;
  if (endpointUrl !== undefined || named === undefined) return endpointUrl ?? findLaptop(DEFAULT_STATE_FOLDER)?.url;
  const address = laptopAddress(named);
  if (address !== undefined) return address;
  throw new UsageError(`SECOND_LOOK_URL is '${named}'; an address such as http://127.0.0.1:4566 is needed.`);
}

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
