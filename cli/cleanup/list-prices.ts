import { HOURS_A_MONTH, INSTANCE_HOUR } from '../../core/cost/price-table';

/** List prices of us-east-1 as known in 2026, US dollars; the AWS pricing pages have the present ones. */
const STORAGE_GB_MONTH = 0.023;
const LOG_GB_MONTH = 0.03;
const GB = 1e9;

export const NOTHING = 'nothing';
export const KEY_COST = '$1.00 a month';

/** `$0.23 an hour, $168 a month` */
export function instanceCost(type: string | undefined, count: number): string {
  const hourly = INSTANCE_HOUR[type ?? ''];
  if (hourly === undefined) return `by the hour, ${count} ${type ?? 'instances'}`;
  return `${dollars(hourly * count)} an hour, ${dollars(hourly * count * HOURS_A_MONTH)} a month`;
}

export const storageCost = (bytes: number): string => monthly(bytes, STORAGE_GB_MONTH);
export const logCost = (bytes: number): string => monthly(bytes, LOG_GB_MONTH);

const monthly = (bytes: number, price: number): string => {
  const cost = (bytes / GB) * price;
  return bytes === 0 ? NOTHING : cost < 0.01 ? 'under $0.01 a month' : `${dollars(cost)} a month`;
};

const dollars = (amount: number): string => `$${amount.toFixed(2)}`;
