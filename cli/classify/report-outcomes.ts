import { CheckNotPassed } from '../check-not-passed';
import type { TargetContext } from '../command/command-action';
import type { ImageSource } from '../images/image-source';
import { inParallel } from '../parallel';
import { countOutcomes, countsLine, type ImageOutcome, type OutcomeCounts, outcomeLine } from './image-outcome';

/**
 * Classifies every image in one way, tells each outcome as it comes and all of them at the end. An image whose work throws is a failed image.
 * @param noun what a source is
 * @throws CheckNotPassed where an image is below the threshold, Error where one failed; both after the result
 */
export async function reportOutcomes(
  { printer, progress, signal }: TargetContext,
  sources: readonly ImageSource[],
  parallel: number,
  classify: (source: ImageSource) => Promise<ImageOutcome>,
  noun: 'image' | 'row' = 'image',
): Promise<void> {
  const classifyAll = (report: (text: string) => void): Promise<ImageOutcome[]> => {
    let done = 0;
    return inParallel(sources, parallel, async (source) => {
      signal.throwIfAborted();
      const outcome = await classify(source).catch((error: unknown) => failedOutcome(source, error, signal));
      done += 1;
      report(`${done} of ${sources.length} ${noun}s`);
      printer.line(outcomeLine(outcome));
      return outcome;
    });
  };
  // Lines for people are progress enough.
  const outcomes = printer.json ? await progress(1).run('Classify', classifyAll) : await classifyAll(() => undefined);
  const counts = countOutcomes(outcomes);
  printer.result(resultDocument(counts, outcomes, noun), countsLine(counts, noun));
  if (counts.failed > 0) throw new Error(`${counts.failed} of ${counts.images} ${noun}s failed.`);
  if (counts.secondLook > 0) {
    throw new CheckNotPassed(`${counts.secondLook} of ${counts.images} ${noun}s are below the threshold.`);
  }
}

/** The result's document, which calls rows of a table rows. */
function resultDocument(
  { images, ...counts }: OutcomeCounts,
  outcomes: readonly ImageOutcome[],
  noun: 'image' | 'row',
) {
  return noun === 'image'
    ? { counts: { images, ...counts }, images: outcomes }
    : { counts: { rows: images, ...counts }, rows: outcomes };
}

/** @throws the signal's reason: Ctrl-C is no property of an image. */
export function failedOutcome({ name, place }: ImageSource, error: unknown, signal: AbortSignal): ImageOutcome {
  signal.throwIfAborted();
  const { name: errorName, message } = error as Error;
  const image = place === undefined ? {} : { image: `s3://${place.bucket}/${place.key}` };
  return { name, outcome: 'failed', ...image, error: errorName, cause: message };
}
