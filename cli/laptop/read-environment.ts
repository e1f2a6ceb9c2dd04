import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { parseEnvironment } from '../../core/contracts/parse-environment';

const FOLDER = join(__dirname, '../../environments');

/**
 * The configuration of one environment.
 * @throws EnvironmentInvalid
 */
export function readEnvironment(name: string, overrides: Readonly<Record<string, unknown>> = {}): NamedEnvironment {
  const known = readdirSync(FOLDER).map((file) => file.replace(/\.json$/, ''));
  const text = known.includes(name) ? readFileSync(join(FOLDER, `${name}.json`), 'utf8') : undefined;
  return parseEnvironment(name, text, known, JSON.stringify(overrides));
}
