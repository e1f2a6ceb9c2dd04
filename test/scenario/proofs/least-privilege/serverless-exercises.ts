import { randomUUID } from 'node:crypto';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import { listKeys } from '../../../../cli/aws/list-keys';
import { CAPTURE_PREFIX, CHECKPOINT_PREFIX } from '../../../../core/contracts/storage-layout';
import { pngImage } from '../../../fixtures/images';
import { CONFIDENT } from '../../../fixtures/laptop/fake-model';
import type { FinishedExecution } from '../../../fixtures/laptop/finished-execution';
import type { WorkflowLaptop } from '../../../fixtures/laptop/workflow-laptop';
import type { Exercise } from './exercise';
import { told } from './exercises';
import { elseLogged } from './second-look-exercises';

/** Above the inline limit, so that classify-image reads it itself. */
const LARGE = pngImage(320, 320);

/** Runs something that classifies one image, which succeeds whether it is captured or not; where it is not, what the function logged of that. */
async function captured(
  laptop: WorkflowLaptop,
  classify: () => Promise<FinishedExecution>,
): Promise<string | undefined> {
  laptop.model.behave(CONFIDENT);
  const files = async (): Promise<number> =>
    (await listKeys(laptop.clients.s3, laptop.outputs.get('CaptureBucket'), `${CAPTURE_PREFIX}/`)).length;
  const before = await files();
  let failure: string | undefined;
  const logged = await elseLogged(laptop, async () => {
    failure = told(await classify());
    return failure !== undefined || (await files()) > before;
  });
  return failure ?? logged;
}

/** What the roles of an environment with a serverless endpoint and with checkpoints are for beyond those of `local`. */
export const SERVERLESS_EXERCISES: Readonly<Record<string, Exercise>> = {
  'an image is captured by the function that asked': (laptop) =>
    captured(laptop, () => laptop.classifyImage('incoming/captured.png', LARGE)),
  'an image of a batch is captured by the function that asked': (laptop) =>
    captured(laptop, async () => {
      await laptop.upload('captured/one.png');
      const cases = [{ s3_bucket: laptop.images, s3_key: 'captured/one.png' }];
      return laptop.run('BatchClassificationArn', { cases });
    }),
  'a training goes on from the checkpoints of its execution, and leaves its own': async (laptop) => {
    laptop.model.behave(CONFIDENT);
    const { s3, stepFunctions } = laptop.clients;
    const bucket = laptop.outputs.get('ModelsBucket');
    const name = randomUUID();
    await s3.send(
      new PutObjectCommand({ Bucket: bucket, Key: `${CHECKPOINT_PREFIX}${name}/earlier.json`, Body: '{}' }),
    );
    const stateMachineArn = laptop.outputs.get('TrainModelArn');
    await stepFunctions.send(new StartExecutionCommand({ stateMachineArn, name, input: '{}' }));
    const failure = told(await laptop.finished(laptop.executionArn('TrainModelArn', name)));
    if (failure !== undefined) return failure;
    const kept = await listKeys(s3, bucket, `${CHECKPOINT_PREFIX}${name}/`);
    return kept.length === 2 ? undefined : `Checkpoints: ${kept.join(', ')}`;
  },
};
