import { S3Client } from '@aws-sdk/client-s3';
import { MetricName } from '../../core/contracts/metric-names';
import { Answers } from '../adapters/answers';
import { CLIENT_OPTIONS } from '../adapters/client-options';
import { functionFrame } from '../adapters/function-frame';
import { OpenItems } from '../adapters/open-items';
import { environmentSchema } from './env';
import { repairLabels } from './repair-labels';

export const handler = functionFrame(environmentSchema, ({ IMAGES_BUCKET, CAPTURE_BUCKET }) => {
  const s3 = new S3Client(CLIENT_OPTIONS);
  const items = new OpenItems(s3, IMAGES_BUCKET);
  const answers = new Answers(s3, items, CAPTURE_BUCKET);
  return async (_event, { logger, count }) => {
    const swept = await repairLabels({ items, answers });
    for (let each = 0; each < swept.repaired; each += 1) count(MetricName.Repaired);
    logger.info('swept', { ...swept });
    return swept;
  };
});
