import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CheckNotPassed } from '../check-not-passed';
import type { Printer } from '../command/printer';
import { PROJECT_FOLDER } from '../project-folder';
import { configurationPage } from './configuration-page';

export const CONFIGURATION_PAGE = join(PROJECT_FOLDER, 'docs/configuration.md');

export interface ConfigurationPageOptions {
  /** Write nothing. @default false */
  readonly check?: boolean;
}

/**
 * Brings docs/configuration.md up to date with the schema.
 * @throws CheckNotPassed where it is not, and only that was asked
 */
export function writeConfigurationPage(printer: Printer, { check = false }: ConfigurationPageOptions): void {
  const before = readFileSync(CONFIGURATION_PAGE, 'utf8');
  const after = configurationPage(before);
  const current = before === after;
  if (!current && !check) writeFileSync(CONFIGURATION_PAGE, after);
  printer.result(
    { page: CONFIGURATION_PAGE, current, written: !current && !check },
    current ? `${CONFIGURATION_PAGE} is current` : `${CONFIGURATION_PAGE} ${check ? 'is not current' : 'written'}`,
  );
  if (!current && check) throw new CheckNotPassed('Run: npm run cli -- config docs');
}
