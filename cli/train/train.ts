import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { Approval } from '../../core/contracts/approval';
import type { TrainModelInput } from '../../core/contracts/train-model';
import { CheckNotPassed } from '../check-not-passed';
import type { TargetContext } from '../command/command-action';
import { evidenceAt } from '../release/read-evidence';
import { awaitVerdict, type JudgedModel } from './await-verdict';
import { EpochWatch } from './epoch-watch';
import { readHyperparameters } from './read-hyperparameters';

export interface TrainOptions {
  readonly watch?: boolean;
  readonly epochs?: number;
  /** `name=value` */
  readonly hyperparameter: readonly string[];
  readonly manifest: string;
  readonly instanceType?: string;
  readonly approval?: Approval;
  /** Waits for the end of another training instead of being refused. */
  readonly wait?: boolean;
  /** CSV file to train on instead of the images. */
  readonly table?: string;
  /** What becomes of the table's columns; by default the file beside it. */
  readonly preprocessing?: string;
  /** Of the table's split. */
  readonly seed?: number;
}

/**
 * Starts a training, and with `--watch` follows it to its end.
 * @throws CheckNotPassed after the result, where the model does not pass the gate; Error with the execution's error and cause
 */
export async function train(context: TargetContext, options: TrainOptions): Promise<void> {
  const { target, printer, progress } = context;
  const { stepFunctions } = target.clients;
  const stateMachineArn = target.outputs.get('TrainModelArn');
  const input = JSON.stringify(inputOf(options));
  const { executionArn = '' } = await stepFunctions.send(new StartExecutionCommand({ stateMachineArn, input }));
  if (options.watch !== true) {
    printer.result({ executionArn }, `started ${executionArn}\n--watch waits for a training and shows its epochs`);
    return;
  }
  printer.line(`started ${executionArn}`);
  const name = executionArn.slice(executionArn.lastIndexOf(':') + 1);
  const watch = new EpochWatch(target.clients, name);
  const judged = await progress(1).run(
    'Train and judge',
    (report) => awaitVerdict(context, executionArn, () => watch.look(), report),
    () => `${watch.curve.epochs().length} epochs${watch.curve.text()}`,
  );
  const { refusal, ...model } = judged;
  const { gate, test, comparison } = await evidenceAt(target.clients.s3, judged.evidence);
  const document = { executionArn, ...model, gate, test, comparison, epochs: watch.curve.epochs() };
  printer.result(document, text(judged, test.accuracy));
  if (refusal !== undefined) throw new CheckNotPassed(refusal);
}

function inputOf({ epochs, hyperparameter, manifest, instanceType, approval, wait }: TrainOptions): TrainModelInput {
  return {
    dataset: { manifest_key: manifest },
    hyperparameters: { ...readHyperparameters(hyperparameter), ...(epochs === undefined ? {} : { epochs }) },
    instanceType,
    approval,
    ...(wait === true ? { whenBusy: 'wait' } : {}),
  };
}

const text = ({ modelPackage, approvalStatus, evidence }: JudgedModel, accuracy: number): string =>
  [
    `model package  ${modelPackage}`,
    `approval       ${approvalStatus}`,
    `accuracy       ${(accuracy * 100).toFixed(1)} % on the test split`,
    `evidence       ${evidence}`,
  ].join('\n');
