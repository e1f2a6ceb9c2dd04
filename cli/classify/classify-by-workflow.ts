import { AWS_PACE, awaitClassification, LAPTOP_PACE } from './await-classification';
import type { ClassifyWay } from './classify';
import { startClassification } from './classify-images';
import { reportOutcomes } from './report-outcomes';
import { placeInS3 } from './upload-incoming';

/** Sends every image through the state machine and waits for its end. */
export const classifyByWorkflow: ClassifyWay = async (context, sources, { parallel }) => {
  const { target, signal } = context;
  const { s3, stepFunctions } = target.clients;
  const machine = target.outputs.get('ImageClassificationArn');
  const bucket = target.outputs.get('ImagesBucket');
  const pace = target.url === undefined ? AWS_PACE : LAPTOP_PACE;
  await reportOutcomes(context, sources, parallel, async (source) => {
    const place = await placeInS3(s3, bucket, source);
    const executionArn = await startClassification(stepFunctions, machine, place);
    const {
      key: _,
      startDate: __,
      ...ended
    } = await awaitClassification(stepFunctions, executionArn, place.key, pace, signal);
    return { name: source.name, image: `s3://${place.bucket}/${place.key}`, ...ended };
  });
};
