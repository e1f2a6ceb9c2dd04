import {
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { Approval } from '../../core/contracts/approval';
import {
  parseGateRefusal,
  type TrainModelInput,
  type TrainModelOutput,
  trainModelOutputSchema,
} from '../../core/contracts/train-model';
import { TrainingErrorName } from '../../core/contracts/training-errors';
import { CheckNotPassed } from '../check-not-passed';
import type { TargetContext } from '../command/command-action';
import { pause } from '../pause';
import { evidenceAt } from '../release/read-evidence';
import { UsageError } from '../usage-error';
import { EpochWatch } from './epoch-watch';

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
}

/** Between two looks: a laptop's training takes seconds, one on AWS minutes. Milliseconds. */
const LOOK_EVERY = { laptop: 300, aws: 5_000 };

/**
 * Starts a training, and with `--watch` follows it to its end.
 * @throws CheckNotPassed after the result, where the model does not pass the gate; Error with the execution's error and cause
 */
export async function train(
  { target, printer, progress, signal }: TargetContext,
  options: TrainOptions,
): Promise<void> {
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
    async (report) => {
      for (;;) {
        const described = await stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
        const { status = '', error = '', cause = '' } = described;
        // Once more after the end: the last lines come with it.
        const seen = await watch.look();
        if (seen !== undefined) report(seen);
        const end = judgedModel(described);
        if (end !== undefined) return end;
        if (status !== 'RUNNING') throw new Error(`The training ended as ${status}: ${error}: ${cause}`);
        await pause(target.url === undefined ? LOOK_EVERY.aws : LOOK_EVERY.laptop, signal);
      }
    },
    () => `${watch.curve.epochs().length} epochs${watch.curve.text()}`,
  );
  const { refusal, ...model } = judged;
  const { gate, test, comparison } = await evidenceAt(target.clients.s3, judged.evidence);
  const document = { executionArn, ...model, gate, test, comparison, epochs: watch.curve.epochs() };
  printer.result(document, text(judged, test.accuracy));
  if (refusal !== undefined) throw new CheckNotPassed(refusal);
}

/** A model that came to a verdict; whatever else is known of a training that passed. */
interface JudgedModel extends Pick<TrainModelOutput, 'modelPackage' | 'approvalStatus' | 'evidence'> {
  /** Why it has not passed, with how it is registered; undefined where it has. */
  readonly refusal?: string;
}

/** @returns undefined where an execution runs, or ended without a verdict */
function judgedModel({
  status,
  output = '',
  error,
  cause = '',
}: DescribeExecutionCommandOutput): JudgedModel | undefined {
  if (status === 'SUCCEEDED') return trainModelOutputSchema.parse(JSON.parse(output));
  if (error !== TrainingErrorName.GateNotPassed) return undefined;
  const refused = parseGateRefusal(cause);
  // Of a machine that was deployed from another version, the cause says it all.
  if (refused === undefined) throw new CheckNotPassed(cause);
  const { reason: _, ...model } = refused;
  return { ...model, refusal: cause };
}

function inputOf({ epochs, hyperparameter, manifest, instanceType, approval, wait }: TrainOptions): TrainModelInput {
  const given = hyperparameter.map((pair) => {
    const at = pair.indexOf('=');
    if (at < 1) throw new UsageError(`--hyperparameter ${pair}: it must be name=value.`);
    return [pair.slice(0, at), pair.slice(at + 1)] as const;
  });
  return {
    dataset: { manifest_key: manifest },
    hyperparameters: { ...Object.fromEntries(given), ...(epochs === undefined ? {} : { epochs }) },
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
