import { DeleteObjectCommand, GetObjectTaggingCommand } from '@aws-sdk/client-s3';
import { TRAINING_LEASE_KEY } from '../../../../core/contracts/storage-layout';
import { TRAINED_TAG, tableExecution } from '../../../../core/contracts/train-table';
import { arrivalEvent } from '../../../fixtures/laptop/arrival-event';
import type { ModelBehaviour } from '../../../fixtures/laptop/fake-model';
import { runningTrainingJob } from '../../../fixtures/laptop/running-training-job';
import type { WorkflowLaptop } from '../../../fixtures/laptop/workflow-laptop';
import { kept } from './arrival-exercises';
import type { Exercise } from './exercise';
import { told } from './exercises';
import { leftBehind, transformRuns, whileAt } from './watched-training';

const KEY = 'proof/told.csv';
export const TABLE_INPUT = { table: { key: KEY } };

/** The model says of a row what its first column says. */
export const OBEDIENT: ModelBehaviour = { obeys: 'lines', contentType: 'text/csv' };
const ROWS = Array.from({ length: 60 }, (_, row) =>
  row % 3 === 0 ? `0.${90 + (row % 9)},${row},yes` : `0.1,${row},no`,
);
const TABLE = Buffer.from(['told,row,says', ...ROWS, ''].join('\n'));
const DECLARATION = Buffer.from(JSON.stringify({ version: 1, label: { column: 'says', positive: 'yes' } }));

/** A table with its declaration, where no arrival is watched. @returns the table's version. */
export async function uploadTable(laptop: WorkflowLaptop, key = KEY): Promise<string> {
  await laptop.upload(key.replace('.csv', '.preprocessing.json'), DECLARATION);
  return laptop.upload(key, TABLE);
}

async function markOf(laptop: WorkflowLaptop, Key: string, VersionId: string): Promise<string | undefined> {
  const get = new GetObjectTaggingCommand({ Bucket: laptop.images, Key, VersionId });
  const { TagSet = [] } = await laptop.clients.s3.send(get);
  return TagSet.find((tag) => tag.Key === TRAINED_TAG)?.Value;
}

/** A denied mark is passed over: the function says why when it is asked again. */
async function mark(laptop: WorkflowLaptop, key: string, versionId: string): Promise<string | undefined> {
  const event = { table: { bucket: laptop.images, key, versionId }, executionName: 'proof' };
  const { failed, payload } = await laptop.invoke('MarkTable', event);
  if (failed) return JSON.stringify(payload);
  const marked = await markOf(laptop, key, versionId);
  return marked === 'proof' ? undefined : `The mark is ${marked}.`;
}

/** All that the roles of `TrainTable` are for. */
export const TABLE_EXERCISES: Readonly<Record<string, Exercise>> = {
  'a model of a table is trained, compared with the released one, and its table marked': async (laptop) => {
    laptop.model.behave(OBEDIENT);
    const versionId = await uploadTable(laptop);
    const execution = await laptop.run('TrainTableArn', TABLE_INPUT);
    const left = told(execution) ?? (await leftBehind(laptop, execution.output));
    if (left !== undefined) return left;
    if ((await markOf(laptop, KEY, versionId)) !== undefined) return undefined;
    return (await mark(laptop, KEY, versionId)) ?? `It was not marked. ${execution.attemptCauses.join(' ')}`;
  },
  'a training goes by the version of a table': async (laptop) => {
    laptop.model.behave(OBEDIENT);
    const version_id = await uploadTable(laptop);
    await laptop.upload(KEY, Buffer.from('no table'));
    return told(await laptop.run('TrainTableArn', { table: { key: KEY, version_id } }));
  },
  'a declaration that is missing is called missing': async (laptop) => {
    await laptop.upload('proof-alone/lonely.csv', TABLE);
    const execution = await laptop.run('TrainTableArn', { table: { key: 'proof-alone/lonely.csv' } });
    return told(execution, 'PreprocessingInvalid');
  },
  'a table is marked beside the tags that it has': async (laptop) => {
    const key = 'proof/marked.csv';
    return mark(laptop, key, await uploadTable(laptop, key));
  },
  'a table that arrives starts a training': async (laptop) => {
    laptop.model.behave(OBEDIENT);
    const key = 'tables/arrived.csv';
    const versionId = await uploadTable(laptop, key);
    const { failed, payload } = await laptop.invoke('StartTable', arrivalEvent(laptop.images, key, versionId));
    if (failed || payload.started !== true) return JSON.stringify(payload);
    const { name } = tableExecution({ bucket: laptop.images, key, versionId });
    return told(await laptop.finished(laptop.executionArn('TrainTableArn', name)));
  },
  'a table’s arrival that cannot be made sense of is kept': kept('StartTable', /-tablesarrivaldeadletters/i),
  'a training on a table that holds the lease is looked at': async (laptop) => {
    laptop.model.behave({ ...OBEDIENT, training: 'waits' });
    await uploadTable(laptop);
    const lease = { Bucket: laptop.outputs.get('ModelsBucket'), Key: TRAINING_LEASE_KEY };
    await laptop.clients.s3.send(new DeleteObjectCommand(lease));
    const reached = () => runningTrainingJob(laptop.clients.sageMaker);
    return whileAt(laptop, 'TrainTableArn', TABLE_INPUT, reached, async () =>
      told(await laptop.run('TrainTableArn', TABLE_INPUT), 'TrainingInProgress'),
    );
  },
  'a transform of rows is stopped with its execution': async (laptop) => {
    laptop.model.behave({ ...OBEDIENT, hangs: true });
    await uploadTable(laptop);
    const reached = () => transformRuns(laptop);
    const seen = await whileAt(laptop, 'TrainTableArn', TABLE_INPUT, reached, async () => undefined);
    laptop.model.behave(OBEDIENT);
    return seen;
  },
};
