import { environmentSchema, type NamedEnvironment } from './environment';
import { EnvironmentInvalid } from './environment-invalid';

/**
 * Endpoint names are `{app}-{name}` and at most 63 characters: 31 for the app, one hyphen, 20 for the name leave room. Without a hyphen, for what begins with
 * `second-look-dev-` belongs to `dev`: roles and clean-ups could not tell it from what belongs to `dev-eu`.
 */
const ENVIRONMENT_NAME = /^[a-z][a-z0-9]{0,19}$/;

/**
 * Reads the configuration of one environment.
 * @param name the environment's name.
 * @param text the content of `environments/{name}.json`; undefined where there is no such file.
 * @param known the names that there are, for the message.
 * @param overrides JSON whose keys win over the file's, at any depth: `{"training":{"spot":true}}`.
 * @throws EnvironmentInvalid
 */
export function parseEnvironment(
  name: string,
  text: string | undefined,
  known: readonly string[],
  overrides = '{}',
): NamedEnvironment {
  if (text === undefined) {
    throw new EnvironmentInvalid(`No environment '${name}': there are ${known.join(', ')} (environments/*.json).`);
  }
  if (!ENVIRONMENT_NAME.test(name)) {
    throw new EnvironmentInvalid(
      `The environment's name '${name}' must be lower-case letters and digits, at most 20 of them; a hyphen could make it the beginning of another environment's.`,
    );
  }
  const settings = merged(parseJson(`environments/${name}.json`, text), parseJson('overrides', overrides));
  const parsed = environmentSchema.safeParse(settings);
  if (parsed.success) return { ...parsed.data, name };
  const faults = parsed.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`,
  );
  throw new EnvironmentInvalid(`environments/${name}.json is not valid: ${faults.join('; ')}.`);
}

function parseJson(what: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const detail = (error as Error).message.replaceAll(/\s+/g, ' ');
    throw new EnvironmentInvalid(`${what} is not JSON: ${detail}`, { cause: error });
  }
}

type Settings = Readonly<Record<string, unknown>>;

/** Objects merge key by key; anything else, a list too, is replaced. */
function merged(below: unknown, above: unknown): unknown {
  if (!isSettings(below) || !isSettings(above)) return above;
  const both = Object.entries(above).map(([key, value]) => [key, key in below ? merged(below[key], value) : value]);
  return { ...below, ...(Object.fromEntries(both) as Settings) };
}

const isSettings = (value: unknown): value is Settings =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
