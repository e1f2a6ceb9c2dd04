import { DescribeExecutionCommand, type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { type TrainModelInput, type TrainModelOutput, trainModelOutputSchema } from '../../core/contracts/train-model';
import { TrainingErrorName } from '../../core/contracts/training-errors';
import { CheckNotPassed } from '../check-not-passed';
import { pause } from '../pause';

const POLL_MILLISECONDS = 200;

/**
 * Runs the training state machine to its end.
 * @throws CheckNotPassed with the reasons where the model does not pass the gate; Error with the execution's error and cause otherwise
 */
export async function trainModel(
  stepFunctions: SFNClient,
  stateMachineArn: string,
  input: TrainModelInput,
  signal: AbortSignal,
): Promise<TrainModelOutput> {
  const start = new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) });
  const { executionArn } = await stepFunctions.send(start);
  for (;;) {
    const { status, output, error, cause } = await stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
    if (status === 'SUCCEEDED') return trainModelOutputSchema.parse(JSON.parse(output ?? ''));
    if (error === TrainingErrorName.GateNotPassed) throw new CheckNotPassed(cause ?? error);
    if (status !== 'RUNNING')
      throw new Error(`The training ended as ${status}: ${error ?? ''} ${cause ?? ''}`.trimEnd());
    await pause(POLL_MILLISECONDS, signal);
  }
}
