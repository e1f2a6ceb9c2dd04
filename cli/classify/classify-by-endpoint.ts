import { randomUUID } from 'node:crypto';
import { ServedModel } from '../endpoint/served-model';
import type { ClassifyWay } from './classify';
import { reportOutcomes } from './report-outcomes';

/** Asks the endpoint about every image and compares its calibrated confidence with the environment's threshold. */
export const classifyByEndpoint: ClassifyWay = async (context, sources, { parallel }) => {
  const { target, signal } = context;
  const served = await ServedModel.of(target);
  const { confidenceThreshold } = target.environment;
  await reportOutcomes(context, sources, parallel, async ({ name, place, read }) => {
    const inferenceId = randomUUID();
    const word = await served.ask({ image: await read(), purpose: 'traffic', inferenceId, signal });
    const outcome = word.confidence >= confidenceThreshold ? 'accepted' : 'second-look';
    const image = place === undefined ? {} : { image: `s3://${place.bucket}/${place.key}` };
    return { name, outcome, ...word, ...image };
  });
};
