import { PRICES, type PriceName } from './price-table';

/** One line of a bill: so many units of a price. */
export interface BillLine {
  readonly what: string;
  readonly quantity: number;
  readonly unit: string;
  readonly dollars: number;
}

export interface Bill {
  readonly title: string;
  readonly lines: readonly BillLine[];
  readonly dollars: number;
}

export const line = (what: string, price: PriceName, quantity: number): BillLine => ({
  what,
  quantity,
  unit: PRICES[price].unit,
  dollars: quantity * PRICES[price].dollars,
});

/** Lines that cost nothing are left out. */
export function bill(title: string, lines: readonly BillLine[]): Bill {
  const charged = lines.filter(({ dollars }) => dollars > 0);
  return { title, lines: charged, dollars: charged.reduce((sum, { dollars }) => sum + dollars, 0) };
}
