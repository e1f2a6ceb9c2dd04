import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { EnvironmentInvalid, parseEnvironment } from '../../core/contracts/parse-environment';
import { UsageError } from '../usage-error';

const FOLDER = join(__dirname, '../../environments');

/**
 * The configuration of one environment.
 * @throws UsageError that says what is wrong with it, or which environments there are.
 */
export function readEnvironment(name: string, folder = FOLDER): NamedEnvironment {
  const known = readdirSync(folder).map((file) => file.replace(/\.json$/, ''));
  const file = join(folder, `${name}.json`);
  const text = known.includes(name) && existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  try {
    return parseEnvironment(name, text, known);
  } catch (error) {
    if (error instanceof EnvironmentInvalid) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}
