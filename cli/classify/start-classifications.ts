import { inParallel } from '../parallel';
import type { ClassifyWay } from './classify';
import { startClassification } from './classify-images';
import { type ImageOutcome, outcomeLine } from './image-outcome';
import { failedOutcome } from './report-outcomes';
import { placeInS3 } from './upload-incoming';

/** An image whose execution runs, or that never got so far. */
type Started = { readonly name: string; readonly image: string; readonly executionArn: string } | ImageOutcome;

/**
 * Starts an execution for every image and waits for none.
 * @throws Error where an image could not be sent on its way; after the result
 */
export const startClassifications: ClassifyWay = async ({ target, printer, signal }, sources, { parallel }) => {
  const { s3, stepFunctions } = target.clients;
  const machine = target.outputs.get('ImageClassificationArn');
  const bucket = target.outputs.get('ImagesBucket');
  const images = await inParallel(sources, parallel, async (source): Promise<Started> => {
    signal.throwIfAborted();
    try {
      const place = await placeInS3(s3, bucket, source);
      const executionArn = await startClassification(stepFunctions, machine, place);
      printer.line(`started  ${executionArn}  ${source.name}`);
      return { name: source.name, image: `s3://${place.bucket}/${place.key}`, executionArn };
    } catch (error) {
      const outcome = failedOutcome(source, error, signal);
      printer.line(outcomeLine(outcome));
      return outcome;
    }
  });
  const failed = images.filter((image) => 'outcome' in image).length;
  const started = images.length - failed;
  const counts = { images: images.length, started, failed };
  printer.result(
    { counts, images },
    `${images.length} ${images.length === 1 ? 'image' : 'images'}: ${started} started, ${failed} failed; --wait waits for the outcome`,
  );
  if (failed > 0) throw new Error(`${failed} of ${images.length} images failed.`);
};
