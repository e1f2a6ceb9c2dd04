import { randomUUID } from 'node:crypto';
import { isTableModel, type ReleasedModel } from '../../core/contracts/released-model';
import type { TargetContext } from '../command/command-action';
import { askPatiently } from '../endpoint/ask-patiently';
import { ServedModel } from '../endpoint/served-model';
import type { ImageSource } from '../images/image-source';
import { modelColumns } from '../rows/model-columns';
import { rowSources } from '../rows/row-sources';
import type { ClassifyWay } from './classify';
import type { ImageOutcome } from './image-outcome';
import { reportOutcomes } from './report-outcomes';

/** Asks the endpoint about every image, or every row of CSV files where its model takes rows, and compares its calibrated confidence with the environment's threshold.
 * A serverless endpoint that takes fewer at a time than are asked is asked again. */
export const classifyByEndpoint: ClassifyWay = async (context, found, { parallel }) => {
  const { target, signal } = context;
  const served = await ServedModel.of(target);
  const isTable = isTableModel(served.model);
  const sources = isTable ? await rowsFor(context, found, served.model) : found;
  const { confidenceThreshold } = target.environment;
  const classify = async ({ name, place, read }: ImageSource): Promise<ImageOutcome> => {
    const inferenceId = randomUUID();
    const word = await askPatiently(served, { image: await read(), purpose: 'traffic', inferenceId, signal });
    const outcome = word.confidence >= confidenceThreshold ? 'accepted' : 'second-look';
    const image = place === undefined ? {} : { image: `s3://${place.bucket}/${place.key}` };
    return { name, outcome, ...word, ...image };
  };
  await reportOutcomes(context, sources, parallel, classify, isTable ? 'row' : 'image');
};

async function rowsFor(
  { target }: TargetContext,
  found: readonly ImageSource[],
  model: ReleasedModel,
): Promise<readonly ImageSource[]> {
  const { sources } = await rowSources(found, model, await modelColumns(target.clients.s3, model));
  return sources;
}
