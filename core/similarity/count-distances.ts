/** A distance between two vectors of equal length; what SciPy leaves undefined (0/0) is 0. */
export type Distance = (u: readonly number[], v: readonly number[]) => number;

const sumOver = (u: readonly number[], v: readonly number[], term: (a: number, b: number) => number): number =>
  u.reduce((sum, a, at) => sum + term(a, v[at]!), 0);

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

export const squaredEuclidean: Distance = (u, v) => sumOver(u, v, (a, b) => (a - b) ** 2);

export const euclidean: Distance = (u, v) => Math.sqrt(squaredEuclidean(u, v));

export const cityBlock: Distance = (u, v) => sumOver(u, v, (a, b) => Math.abs(a - b));

export const chebyshev: Distance = (u, v) => u.reduce((most, a, at) => Math.max(most, Math.abs(a - v[at]!)), 0);

export const brayCurtis: Distance = (u, v) =>
  share(
    cityBlock(u, v),
    sumOver(u, v, (a, b) => Math.abs(a + b)),
  );

export const canberra: Distance = (u, v) => sumOver(u, v, (a, b) => share(Math.abs(a - b), Math.abs(a) + Math.abs(b)));

export const cosine: Distance = (u, v) => {
  const length = Math.sqrt(sumOver(u, u, (a, b) => a * b) * sumOver(v, v, (a, b) => a * b));
  // Of a sentence without words nothing is known: it is as far from the other as can be, unless both are empty.
  if (length === 0) return u.some((a, at) => a !== v[at]) ? 1 : 0;
  return Math.max(0, 1 - sumOver(u, v, (a, b) => a * b) / length);
};

/** One less Pearson's correlation, 0..2. */
export const correlation: Distance = (u, v) => {
  const centred = (of: readonly number[]): number[] => {
    const mean = of.reduce((sum, a) => sum + a, 0) / of.length;
    return of.map((a) => a - mean);
  };
  const [one, other] = [centred(u), centred(v)];
  const length = Math.sqrt(sumOver(one, one, (a, b) => a * b) * sumOver(other, other, (a, b) => a * b));
  return length === 0 ? 0 : Math.max(0, 1 - sumOver(one, other, (a, b) => a * b) / length);
};

/** Share of positions that differ. */
export const hamming: Distance = (u, v) =>
  share(
    sumOver(u, v, (a, b) => Number(a !== b)),
    u.length,
  );

/**
 * Each difference in units of its position's standard deviation (n - 1) over the two vectors themselves: the square of a difference d over the
 * variance d^2 / 2 is 2, so this is the root of twice the number of positions that differ.
 */
export const standardizedEuclidean: Distance = (u, v) => Math.sqrt(2 * sumOver(u, v, (a, b) => Number(a !== b)));
