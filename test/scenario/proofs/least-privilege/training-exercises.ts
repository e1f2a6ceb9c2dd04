import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { manifestExecution } from '../../../../core/contracts/manifest-arrival';
import { arrivedObject, objectArrivalSchema } from '../../../../core/contracts/object-arrival';
import { TRAINING_LEASE_KEY } from '../../../../core/contracts/storage-layout';
import { CONFIDENT } from '../../../fixtures/laptop/fake-model';
import { manifestEvent } from '../../../fixtures/laptop/manifest-event';
import { runningTrainingJob } from '../../../fixtures/laptop/running-training-job';
import type { Exercise } from './exercise';
import { told } from './exercises';
import { leftBehind, transformRuns, whileAt } from './watched-training';

/** All that the roles of `TrainModel` are for. */
export const TRAINING_EXERCISES: Readonly<Record<string, Exercise>> = {
  'a model is trained, and compared with the released one': async (laptop) => {
    laptop.model.behave(CONFIDENT);
    const execution = await laptop.run('TrainModelArn', {});
    return told(execution) ?? leftBehind(laptop, execution.output);
  },
  'a training goes by the version of a manifest': async (laptop) => {
    laptop.model.behave(CONFIDENT);
    const version_id = await laptop.uploadManifest();
    return told(await laptop.run('TrainModelArn', { dataset: { manifest_key: 'dataset.json', version_id } }));
  },
  'a list that is missing is called missing': async (laptop) => {
    await laptop.clients.s3.send(new DeleteObjectCommand({ Bucket: laptop.images, Key: 'test.lst' }));
    const execution = await laptop.run('TrainModelArn', {});
    await laptop.uploadTrainingData();
    return told(execution, 'DatasetInvalid');
  },
  'a lease that was never claimed is claimed, and one that is held is looked at': async (laptop) => {
    laptop.model.behave({ training: 'waits' });
    const lease = { Bucket: laptop.outputs.get('ModelsBucket'), Key: TRAINING_LEASE_KEY };
    await laptop.clients.s3.send(new DeleteObjectCommand(lease));
    const reached = () => runningTrainingJob(laptop.clients.sageMaker);
    return whileAt(laptop, 'TrainModelArn', {}, reached, async () =>
      told(await laptop.run('TrainModelArn', {}), 'TrainingInProgress'),
    );
  },
  'a transform is stopped with its execution': async (laptop) => {
    laptop.model.behave({ hangs: true });
    const seen = await whileAt(
      laptop,
      'TrainModelArn',
      {},
      () => transformRuns(laptop),
      async () => undefined,
    );
    laptop.model.behave(CONFIDENT);
    return seen;
  },
  'a manifest that arrives starts a training': async (laptop) => {
    laptop.model.behave(CONFIDENT);
    const event = manifestEvent(laptop.images, await laptop.uploadManifest());
    const { failed, payload } = await laptop.invoke('StartTraining', event);
    if (failed || payload.started !== true) return JSON.stringify(payload);
    const { name } = manifestExecution(arrivedObject(objectArrivalSchema.parse(event)));
    const machine = laptop.outputs.get('TrainModelArn');
    return told(await laptop.finished(`${machine.replace(':stateMachine:', ':execution:')}:${name}`));
  },
};
