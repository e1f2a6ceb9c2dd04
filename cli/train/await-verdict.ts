import { DescribeExecutionCommand, type DescribeExecutionCommandOutput } from '@aws-sdk/client-sfn';
import { parseGateRefusal, type TrainModelOutput, trainModelOutputSchema } from '../../core/contracts/train-model';
import { TrainingErrorName } from '../../core/contracts/training-errors';
import { CheckNotPassed } from '../check-not-passed';
import type { TargetContext } from '../command/command-action';
import { pause } from '../pause';

/** Between two looks: a laptop's training takes seconds, one on AWS minutes. Milliseconds. */
const LOOK_EVERY = { laptop: 300, aws: 5_000 };

/** A model that came to a verdict; whatever else is known of a training that passed. */
export interface JudgedModel extends Pick<TrainModelOutput, 'modelPackage' | 'approvalStatus' | 'evidence'> {
  /** Why it has not passed, with how it is registered; undefined where it has. */
  readonly refusal?: string;
}

/**
 * Follows an execution of `TrainModel` or `TrainTable` to its verdict.
 * @param look what there is to tell meanwhile, in words; once more after the end, since the last lines come with it
 * @throws Error with the execution's error and cause where it comes to no verdict; the signal's reason
 */
export async function awaitVerdict(
  { target, signal }: Pick<TargetContext, 'target' | 'signal'>,
  executionArn: string,
  look: () => Promise<string | undefined>,
  report: (text: string) => void,
): Promise<JudgedModel> {
  for (;;) {
    const described = await target.clients.stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
    const { status = '', error = '', cause = '' } = described;
    const seen = await look();
    if (seen !== undefined) report(seen);
    const end = judgedModel(described);
    if (end !== undefined) return end;
    if (status !== 'RUNNING') throw new Error(`The training ended as ${status}: ${error}: ${cause}`);
    await pause(target.url === undefined ? LOOK_EVERY.aws : LOOK_EVERY.laptop, signal);
  }
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
