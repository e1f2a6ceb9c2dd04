import { environmentSchema, type NamedEnvironment } from './environment';

/** A configuration that is absent, no JSON, or not as the schema wants it. The message is one line that lists all that is wrong. */
export class EnvironmentInvalid extends Error {
  override readonly name = 'EnvironmentInvalid';
}

/** Endpoint names are `{app}-{name}` and at most 63 characters: 31 for the app, one hyphen, 20 for the name leave room. */
const ENVIRONMENT_NAME = /^[a-z][a-z0-9-]{0,19}$/;

/**
 * Reads the configuration of one environment.
 * @param name the environment's name.
 * @param text the content of `environments/{name}.json`; undefined where there is no such file.
 * @param known the names that there are, for the message.
 * @throws EnvironmentInvalid
 */
export function parseEnvironment(name: string, text: string | undefined, known: readonly string[]): NamedEnvironment {
  if (text === undefined) {
    throw new EnvironmentInvalid(`No environment '${name}': there are ${known.join(', ')} (environments/*.json).`);
  }
  if (!ENVIRONMENT_NAME.test(name)) {
    throw new EnvironmentInvalid(
      `The environment's name '${name}' must be lower-case letters, digits and hyphens, at most 20.`,
    );
  }
  const parsed = environmentSchema.safeParse(parseJson(name, text));
  if (parsed.success) return { ...parsed.data, name };
  const faults = parsed.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`,
  );
  throw new EnvironmentInvalid(`environments/${name}.json is not valid: ${faults.join('; ')}.`);
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const detail = (error as Error).message.replaceAll(/\s+/g, ' ');
    throw new EnvironmentInvalid(`environments/${name}.json is not JSON: ${detail}`, { cause: error });
  }
}
