/** A prediction as calibration sees it. */
export interface ConfidentRow {
  readonly confidence: number;
  readonly right: boolean;
}

export interface ReliabilityBin {
  /** Confidences above this … */
  readonly from: number;
  /** … up to and including this one. The lowest bin includes its `from`. */
  readonly to: number;
  readonly rows: number;
  /** Mean confidence; 0 for an empty bin. */
  readonly confidence: number;
  /** Share of right predictions; 0 for an empty bin. */
  readonly accuracy: number;
}

/** Guo et al. (2017) use 15, and most published numbers do. */
export const DEFAULT_BINS = 15;

/**
 * Bins of equal width over 0..1: (0, 1/15], (1/15, 2/15] … (Guo et al., 2017, section 2).
 * @returns every bin, empty ones too
 */
export function equalWidthBins(rows: readonly ConfidentRow[], bins = DEFAULT_BINS): ReliabilityBin[] {
  checkBins(bins);
  const edges = Array.from({ length: bins + 1 }, (_, index) => index / bins);
  const members: ConfidentRow[][] = Array.from({ length: bins }, () => []);
  for (const row of rows) members[binOf(row.confidence, edges)]!.push(row);
  return members.map((own, index) => summarise(own, edges[index]!, edges[index + 1]!));
}

/**
 * Bins of as equal a number of rows as equal confidences allow, which are never parted (Nguyen and O'Connor, EMNLP 2015): where most
 * confidences are near 1, these tell more than bins of equal width.
 * @returns at most `bins`, none empty, from the lowest confidence up
 */
export function equalMassBins(rows: readonly ConfidentRow[], bins = DEFAULT_BINS): ReliabilityBin[] {
  checkBins(bins);
  const sorted = [...rows].sort((one, other) => one.confidence - other.confidence);
  const result: ReliabilityBin[] = [];
  let start = 0;
  for (let bin = 1; bin <= bins; bin += 1) {
    let end = Math.round((bin * sorted.length) / bins);
    if (end <= start) continue;
    while (end < sorted.length && sorted[end]!.confidence === sorted[end - 1]!.confidence) end += 1;
    const from = start === 0 ? sorted[0]!.confidence : sorted[start - 1]!.confidence;
    result.push(summarise(sorted.slice(start, end), from, sorted[end - 1]!.confidence));
    start = end;
  }
  return result;
}

function checkBins(bins: number): void {
  if (!Number.isInteger(bins) || bins < 1) throw new RangeError(`${bins} is no number of bins.`);
}

/** By comparison with the edges, since multiplying by the number of bins would round a confidence on an edge across it. */
function binOf(confidence: number, edges: readonly number[]): number {
  const last = edges.length - 2;
  let bin = Math.min(last, Math.max(0, Math.ceil(confidence * (edges.length - 1)) - 1));
  while (bin > 0 && confidence <= edges[bin]!) bin -= 1;
  while (bin < last && confidence > edges[bin + 1]!) bin += 1;
  return bin;
}

function summarise(rows: readonly ConfidentRow[], from: number, to: number): ReliabilityBin {
  if (rows.length === 0) return { from, to, rows: 0, confidence: 0, accuracy: 0 };
  return {
    from,
    to,
    rows: rows.length,
    confidence: rows.reduce((sum, { confidence }) => sum + confidence, 0) / rows.length,
    accuracy: rows.filter(({ right }) => right).length / rows.length,
  };
}
