import type { Row } from '../../capture/record-rows';

/** A row as its values by name or index. */
export type RowValues = Readonly<Record<string, unknown>>;

/** CSV text gives its fields, a list its elements, a scalar itself under `0`, an object its members. */
export function rowValues(row: Row): RowValues {
  if (typeof row === 'string') return { ...row.split(',').map((field) => field.trim()) };
  if (Array.isArray(row)) return { ...row };
  return typeof row === 'object' && row !== null ? (row as RowValues) : { 0: row };
}

/** The value under one of the names; the only one where none is there. */
export function pick(values: RowValues, names: readonly string[]): unknown {
  const name = names.find((candidate) => Object.hasOwn(values, candidate));
  if (name !== undefined) return values[name];
  const all = Object.values(values);
  return all.length === 1 ? all[0] : undefined;
}

/** A finite number, also written as text. */
export function finiteNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
