import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { INSTANCE_HOUR, PRICES, PRICES_OF } from '../../../core/cost/price-table';

const page = readFileSync(resolve(__dirname, '../../../docs/cost.md'), 'utf8');
const UNITS: Readonly<Record<string, number>> = {
  ' a thousand': 1_000,
  ' a hundred thousand': 100_000,
  ' a million': 1_000_000,
  '': 1,
};

it('is what docs/cost.md says, price by price, with who confirms each', () => {
  const rows = [...page.matchAll(/^\| `(\w+)` \| ([\d.]+)( a [a-z ]+)? \| (by AWS|by others|no): /gm)];
  const documented = rows.map(([, name, dollars, unit = '', confirmed]) => [
    name,
    (Number(dollars) / (UNITS[unit] ?? Number.NaN)).toPrecision(9),
    confirmed,
  ]);
  const known = Object.entries(PRICES).map(([name, { dollars, confirmed }]) => [
    name,
    dollars.toPrecision(9),
    confirmed,
  ]);
  expect(documented).toEqual(known);
});

it('is what docs/cost.md says of instances, each confirmed by somebody', () => {
  const rows = [...page.matchAll(/^\| `(ml\.[\w.]+)` \| ([\d.]+) \| by others: /gm)];
  expect(rows.map(([, type, dollars]) => [type, Number(dollars)])).toEqual(Object.entries(INSTANCE_HOUR));
});

it('is of the day that the page gives', () => {
  expect(page).toContain(`on ${PRICES_OF} compared`);
  expect(page).toContain(`at the prices of ${PRICES_OF}`);
});
