import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { EnvironmentInvalid } from '../../core/contracts/environment-invalid';
import { parseEnvironment } from '../../core/contracts/parse-environment';
import { PROJECT_FOLDER } from '../project-folder';
import { UsageError } from '../usage-error';

const FOLDER = join(PROJECT_FOLDER, 'environments');

/** Which environments there are: the files of `environments/`, in alphabetical order. */
export const environmentNames = (): string[] =>
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.replace(/\.json$/, ''))
    .sort();

/**
 * The configuration of one environment.
 * @param overrides settings that win over the file's.
 * @throws UsageError that says what is wrong with it, or which environments there are.
 */
export function readEnvironment(name: string, overrides: Readonly<Record<string, unknown>> = {}): NamedEnvironment {
  const known = environmentNames();
  const text = known.includes(name) ? readFileSync(join(FOLDER, `${name}.json`), 'utf8') : undefined;
  try {
    return parseEnvironment(name, text, known, JSON.stringify(overrides));
  } catch (error) {
    if (error instanceof EnvironmentInvalid) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}
