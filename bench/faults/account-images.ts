import { type BatchCounts, type BatchResult, batchResultSchema } from '../../core/contracts/batch';

/** What became of a batch's images. Good where the first four lists are empty. */
export interface ImageAccount {
  /** Keys of images without a result. */
  readonly lost: readonly string[];
  /** Keys of images with several. */
  readonly repeated: readonly string[];
  /** Keys of results of images that nobody asked about. */
  readonly strange: readonly string[];
  /** Keys of failed images without a reason, and of second looks without their open item. */
  readonly unexplained: readonly string[];
  readonly counts: BatchCounts;
  readonly failedByReason: Readonly<Record<string, number>>;
}

/**
 * Counts the results of a batch against the images that went in.
 * @param lines of `results.jsonl`
 * @param openItems review ids of the second looks that were opened
 * @throws ZodError, SyntaxError for a line that is no result
 */
export function accountImages(
  keys: readonly string[],
  lines: readonly string[],
  openItems: ReadonlySet<string>,
): ImageAccount {
  const results = lines.map((line) => batchResultSchema.parse(JSON.parse(line)));
  const asked = new Set(keys);
  const times = new Map<string, number>();
  for (const { key } of results) times.set(key, (times.get(key) ?? 0) + 1);
  const count = (outcome: BatchResult['outcome']): number => results.filter((one) => one.outcome === outcome).length;
  const failedByReason: Record<string, number> = {};
  for (const { outcome, reason = '' } of results) {
    if (outcome === 'failed') failedByReason[reason] = (failedByReason[reason] ?? 0) + 1;
  }
  return {
    lost: keys.filter((key) => !times.has(key)),
    repeated: [...times].flatMap(([key, number]) => (number > 1 ? [key] : [])),
    strange: [...times.keys()].filter((key) => !asked.has(key)),
    unexplained: results.filter((result) => !isExplained(result, openItems)).map(({ key }) => key),
    counts: {
      images: results.length,
      accepted: count('accepted'),
      secondLook: count('second-look'),
      failed: count('failed'),
    },
    failedByReason,
  };
}

function isExplained(
  { outcome, reason = '', cause = '', inference_id: id = '' }: BatchResult,
  openItems: ReadonlySet<string>,
): boolean {
  if (outcome === 'failed') return reason !== '' && cause !== '';
  return outcome === 'accepted' || openItems.has(id);
}

/** What is wrong with an account, in words; empty where nothing is. */
export const faultsOf = ({ lost, repeated, strange, unexplained }: ImageAccount): readonly string[] =>
  Object.entries({ lost, repeated, strange, unexplained }).flatMap(([what, keys]) =>
    keys.length === 0 ? [] : [`${keys.length} ${what}: ${keys.slice(0, 3).join(', ')}`],
  );
