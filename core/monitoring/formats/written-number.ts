/** A double as the services' files write it in sentences: `100.0`, `99.64592817400101`, `-Infinity`. */
export const writtenNumber = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) < 1e7 ? value.toFixed(1) : String(value);

/** A share in percent: `100.0%`. */
export const writtenPercent = (share: number): string => `${writtenNumber(share * 100)}%`;
