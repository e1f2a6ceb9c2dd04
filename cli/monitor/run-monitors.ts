import { DescribeExecutionCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { CaptureWindow } from '../../core/capture/capture-window';
import { type MonitorOutput, monitorOutputSchema } from '../../core/contracts/monitor-window';
import { pause } from '../pause';
import type { MonitoredTarget } from './monitored-target';

/**
 * Runs the deployed monitors on a window, as their schedule does, and waits for them.
 * @throws Error with the execution's error and cause
 */
export async function runMonitors(
  { clients, outputs }: MonitoredTarget,
  { from, to }: CaptureWindow,
  pollMilliseconds: number,
  signal: AbortSignal,
): Promise<MonitorOutput> {
  const input = JSON.stringify({ from: from.toISOString(), to: to.toISOString() });
  const stateMachineArn = outputs.get('MonitorEndpointArn');
  const { executionArn } = await clients.stepFunctions.send(new StartExecutionCommand({ stateMachineArn, input }));
  for (;;) {
    const execution = await clients.stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
    if (execution.status === 'SUCCEEDED') return monitorOutputSchema.parse(JSON.parse(execution.output ?? ''));
    if (execution.status !== 'RUNNING')
      throw new Error(
        `The monitors ended as ${execution.status}: ${execution.error ?? ''} ${execution.cause ?? ''}`.trimEnd(),
      );
    await pause(pollMilliseconds, signal);
  }
}
