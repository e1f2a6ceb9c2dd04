import type { Printer } from '../command/printer';
import { readEnvironment } from '../environment/read-environment';
import { chosenEnvironment } from '../target/chosen-environment';
import type { TargetOptions } from '../target/target-options';

/**
 * Prints the configuration that the options mean, a key a line; asks nothing of AWS.
 * @throws UsageError
 */
export function showConfiguration(printer: Printer, options: TargetOptions): void {
  const environment = readEnvironment(chosenEnvironment(options));
  const lines = settingLines(environment);
  const width = Math.max(...lines.map(([key]) => key.length));
  printer.result(environment, lines.map(([key, value]) => `${key.padEnd(width)}  ${value}`).join('\n'));
}

/** `['capture.percentage', '100']`: every value that is no object itself, by the path to it. */
function settingLines(settings: object, path = ''): [string, string][] {
  return Object.entries(settings).flatMap(([name, value]: [string, unknown]) => {
    const key = `${path}${name}`;
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (isObject && Object.keys(value).length > 0) return settingLines(value, `${key}.`);
    return [[key, typeof value === 'string' ? value : JSON.stringify(value)]];
  });
}
