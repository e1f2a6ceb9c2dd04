import { PutObjectCommand } from '@aws-sdk/client-s3';
import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import { TABLES_BY_HAND_PREFIX } from '../../core/contracts/storage-layout';
import type { TrainTableInput } from '../../core/contracts/train-table';
import { CheckNotPassed } from '../check-not-passed';
import type { TargetContext } from '../command/command-action';
import { evidenceAt } from '../release/read-evidence';
import { UsageError } from '../usage-error';
import { awaitVerdict } from './await-verdict';
import { checkTable } from './checked-table';
import { StateWatch } from './state-watch';
import { tableHyperparameters } from './table-hyperparameters';
import type { TrainOptions } from './train';

/**
 * Uploads a table, starts a training on it, and with `--watch` follows it to its end. The table goes where no arrival is watched, so that this is the one
 * training of it.
 * @throws UsageError for a table, declaration or hyperparameter at fault, and where the environment does not train on tables; CheckNotPassed after the result, where the
 * model does not pass the gate; Error with the execution's error and cause
 */
export async function trainTable(context: TargetContext, file: string, options: TrainOptions): Promise<void> {
  const { target, printer, progress } = context;
  const stateMachineArn = tableMachine(context);
  // A laptop runs the program in algorithm/, whatever the image.
  const isOurProgram = target.url !== undefined || target.environment.tables.image === 'own';
  const hyperparameters = tableHyperparameters(options.hyperparameter, isOurProgram);
  const seed = options.seed ?? target.environment.tables.seed;
  const steps = progress(options.watch === true ? 2 : 1);
  const started = await steps.run(
    'Check and upload the table',
    async (report) => {
      const table = checkTable(file, options.preprocessing, seed);
      report(`${table.rows} rows`);
      const Key = TABLES_BY_HAND_PREFIX + table.name;
      const Bucket = target.outputs.get('ImagesBucket');
      const { VersionId } = await target.clients.s3.send(
        new PutObjectCommand({ Bucket, Key, Body: table.text, ContentType: 'text/csv' }),
      );
      const input: TrainTableInput = {
        table: { key: Key, ...(VersionId === undefined ? {} : { version_id: VersionId }) },
        preprocessing: table.declaration,
        hyperparameters,
        seed,
        instanceType: options.instanceType,
        approval: options.approval,
        ...(options.wait === true ? { whenBusy: 'wait' } : {}),
      };
      const start = new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) });
      const { executionArn = '' } = await target.clients.stepFunctions.send(start);
      return { executionArn, table };
    },
    ({ table }) => `${table.rows} rows, ${table.features} features`,
  );
  const { executionArn } = started;
  if (options.watch !== true) {
    printer.result({ executionArn }, `started ${executionArn}\n--watch waits for the training`);
    return;
  }
  printer.line(`started ${executionArn}`);
  const watch = new StateWatch(target.clients.stepFunctions, executionArn);
  const { refusal, ...model } = await steps.run(
    'Train and judge',
    (report) => awaitVerdict(context, executionArn, () => watch.look(), report),
    ({ approvalStatus }) => approvalStatus,
  );
  const { gate, test, comparison } = await evidenceAt(target.clients.s3, model.evidence);
  const { accuracy, majorityAccuracy, areaUnderRoc, f1 } = test;
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
  printer.result(
    { executionArn, ...model, gate, test, comparison },
    [
      `model package  ${model.modelPackage}`,
      `approval       ${model.approvalStatus}`,
      `test rows      ${test.rows}: accuracy ${percent(accuracy)} (always the most frequent class: ${percent(majorityAccuracy)})`,
      `               area under the ROC curve ${areaUnderRoc?.toFixed(4)}, F1 ${f1?.toFixed(4)}`,
      `evidence       ${model.evidence}`,
    ].join('\n'),
  );
  if (refusal !== undefined) throw new CheckNotPassed(refusal);
}

function tableMachine({ target }: TargetContext): string {
  try {
    return target.outputs.get('TrainTableArn');
  } catch (cause) {
    throw new UsageError(
      'This environment does not train on tables: set "tables": {"enabled": true} in its file and deploy it (the laptop: npm run local -- --tables).',
      { cause },
    );
  }
}
