import { randomUUID } from 'node:crypto';
import { isTableModel } from '../../core/contracts/released-model';
import { ServedModel } from '../endpoint/served-model';
import { rowSources } from '../rows/row-sources';
import type { ClassifyWay } from './classify';
import { reportOutcomes } from './report-outcomes';

/** Asks the endpoint about every image, or every row of CSV files where its model takes rows, and compares its calibrated confidence with the environment's threshold. */
export const classifyByEndpoint: ClassifyWay = async (context, found, { parallel }) => {
  const { target, signal } = context;
  const served = await ServedModel.of(target);
  const sources = isTableModel(served.model) ? (await rowSources(found, served.model)).sources : found;
  const { confidenceThreshold } = target.environment;
  await reportOutcomes(context, sources, parallel, async ({ name, place, read }) => {
    const inferenceId = randomUUID();
    const word = await served.ask({ image: await read(), purpose: 'traffic', inferenceId, signal });
    const outcome = word.confidence >= confidenceThreshold ? 'accepted' : 'second-look';
    const image = place === undefined ? {} : { image: `s3://${place.bucket}/${place.key}` };
    return { name, outcome, ...word, ...image };
  });
};
