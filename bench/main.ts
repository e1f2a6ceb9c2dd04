import '../cli/quiet-sdk';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Bench, BenchOptions, Measurement } from './bench';

/**
 * `npm run bench [-- NAME …] [--quick] [--images N] [--seed S]`: runs every `bench/*.bench.ts`, or those named, and prints a table each. `batch` and
 * `faults` take a number of images, `faults` a seed.
 */
async function main(args: readonly string[]): Promise<void> {
  const { options, wanted } = parse(args);
  const benches = readdirSync(__dirname)
    .filter((file) => file.endsWith('.bench.ts'))
    .map((file) => (require(join(__dirname, file)) as { bench: Bench }).bench);
  const unknown = wanted.filter((name) => !benches.some((bench) => bench.name === name));
  if (unknown.length > 0) {
    console.error(`No bench '${unknown[0]}'. There are: ${benches.map(({ name }) => name).join(', ')}.`);
    process.exit(2);
  }
  for (const bench of benches.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    console.log(`\n${bench.name}: ${bench.about}`);
    for (const measurement of await bench.run(options)) console.log(`  ${row(measurement)}`);
  }
}

function parse(args: readonly string[]): { readonly options: BenchOptions; readonly wanted: readonly string[] } {
  try {
    const { values, positionals: wanted } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { quick: { type: 'boolean', default: false }, images: { type: 'string' }, seed: { type: 'string' } },
    });
    const { quick, images, seed } = values;
    const numbers = { images: wholeNumber('--images', images, 1), seed: wholeNumber('--seed', seed, 0) };
    return { options: { quick, ...numbers }, wanted };
  } catch (error) {
    console.error((error as Error).message);
    return process.exit(2);
  }
}

function wholeNumber(option: string, text: string | undefined, least: number): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : -1;
  if (value < least) throw new RangeError(`${option} takes a whole number from ${least}, not '${text}'.`);
  return value;
}

function row({ name, value, unit, reference, target }: Measurement): string {
  const beside = reference === undefined ? '' : ` | ${reference.name}: ${number(reference.value)} ${unit}`;
  const ratio = reference === undefined ? '' : ` | ratio ${(value / reference.value).toFixed(2)}`;
  return `${name}: ${number(value)} ${unit}${beside}${ratio}${target === undefined ? '' : ` | target ${target}`}`;
}

const number = (value: number): string =>
  Number.isInteger(value) ? String(value) : value >= 100 ? value.toFixed(0) : value.toPrecision(3);

void main(process.argv.slice(2));
