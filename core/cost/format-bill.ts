import type { Bill } from './bill';

/** A bill as a table for a terminal. */
export function formatBill({ title, lines, dollars }: Bill): string {
  const rows = lines.map(({ what, quantity, unit, dollars: cost }) => [
    `  ${what}`,
    `${quantity.toLocaleString('en-US', { maximumFractionDigits: 0 })} x ${unit}`,
    money(cost),
  ]);
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const table = rows.map(
    ([what = '', how = '', cost = '']) =>
      `${what.padEnd(widths[0] ?? 0)}  ${how.padEnd(widths[1] ?? 0)}  ${cost.padStart(10)}`,
  );
  return [`${title}: ${money(dollars)}`, ...table].join('\n');
}

export const money = (dollars: number): string => `$${dollars.toFixed(dollars < 1 ? 4 : 2)}`;
