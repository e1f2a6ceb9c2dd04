import '../cli/quiet-sdk';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench, Measurement } from './bench';

/** `npm run bench [-- NAME …] [--quick]`: runs every `bench/*.bench.ts`, or those named, and prints a table each. */
async function main(args: readonly string[]): Promise<void> {
  const quick = args.includes('--quick');
  const wanted = args.filter((arg) => !arg.startsWith('--'));
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
    for (const measurement of await bench.run({ quick })) console.log(`  ${row(measurement)}`);
  }
}

function row({ name, value, unit, reference, target }: Measurement): string {
  const beside = reference === undefined ? '' : ` | ${reference.name}: ${number(reference.value)} ${unit}`;
  const ratio = reference === undefined ? '' : ` | ratio ${(value / reference.value).toFixed(2)}`;
  return `${name}: ${number(value)} ${unit}${beside}${ratio}${target === undefined ? '' : ` | target ${target}`}`;
}

const number = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

void main(process.argv.slice(2));
