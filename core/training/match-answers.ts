/** What batch transform appends to the name of an object that it has answered. */
const ANSWER_SUFFIX = '.out';

/**
 * Finds the answer to each image among the objects that a batch transform has written. They carry the image's path and `.out`, below the output
 * prefix; which folders come in between is told differently by the documentation and by experience, so leading ones are passed over.
 * @param images paths as they stand in the job's manifest
 * @param answers keys relative to the output prefix
 * @returns the answer's key by image; an image without an answer is absent
 */
export function matchAnswers(images: readonly string[], answers: Iterable<string>): ReadonlyMap<string, string> {
  const known = new Set(images);
  const found = new Map<string, string>();
  for (const answer of answers) {
    if (!answer.endsWith(ANSWER_SUFFIX)) continue;
    const image = tailAmong(known, answer.slice(0, -ANSWER_SUFFIX.length));
    if (image !== undefined) found.set(image, answer);
  }
  return found;
}

function tailAmong(known: ReadonlySet<string>, path: string): string | undefined {
  for (let tail = path; ; tail = tail.slice(tail.indexOf('/') + 1)) {
    if (known.has(tail)) return tail;
    if (!tail.includes('/')) return undefined;
  }
}
