import { randomUUID } from 'node:crypto';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { InvokeEndpointCommand } from '@aws-sdk/client-sagemaker-runtime';
import {
  DescribeExecutionCommand,
  ListExecutionsCommand,
  ListMapRunsCommand,
  RedriveExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { makeBaseline } from '../../../../cli/monitor/make-baseline';
import { endpointName } from '../../../../core/contracts/released-model';
import { BASELINE_FILE } from '../../../../core/monitoring/endpoint/endpoint-baseline';
import { eventually } from '../../../fixtures/eventually';
import { pngImage } from '../../../fixtures/images';
import { CONFIDENT } from '../../../fixtures/laptop/fake-model';
import type { FinishedExecution } from '../../../fixtures/laptop/finished-execution';
import { ENVIRONMENT, type WorkflowLaptop } from '../../../fixtures/laptop/workflow-laptop';
import type { Exercise } from './exercise';

const HOUR_MILLISECONDS = 3_600_000;

/** An hour before now until an hour after: what the laptop's clock has been moved by plays no part. */
function window() {
  const at = (offset: number): string => new Date(Date.now() + offset * HOUR_MILLISECONDS).toISOString();
  return { from: at(-1), to: at(1) };
}

async function captured(laptop: WorkflowLaptop): Promise<void> {
  laptop.model.behave(CONFIDENT);
  const InferenceId = randomUUID();
  const question = {
    EndpointName: endpointName(ENVIRONMENT.app, ENVIRONMENT.name),
    Body: pngImage(),
    ContentType: 'image/png',
    InferenceId,
  };
  await laptop.clients.runtime.send(new InvokeEndpointCommand({ ...question, CustomAttributes: 'purpose=traffic' }));
  await laptop.capture(InferenceId);
}

/** @returns the folder of a baseline made anew. */
async function withBaseline(laptop: WorkflowLaptop): Promise<string> {
  laptop.model.behave(CONFIDENT);
  const { clients, outputs } = laptop;
  const request = { explain: false, signal: new AbortController().signal, report: () => undefined };
  return (await makeBaseline({ environment: ENVIRONMENT, clients, outputs }, request)).prefix;
}

/** What the roles of `MonitorEndpoint`, its function and its schedule are for. */
export const MONITORING_EXERCISES: Readonly<Record<string, Exercise>> = {
  'a window is compared with the baseline': async (laptop) => {
    await withBaseline(laptop);
    await captured(laptop);
    return failureOf(laptop, await laptop.run('MonitorEndpointArn', window()));
  },
  'a window whose parts have failed is redriven once their cause is mended': async (laptop) => {
    const key = `${await withBaseline(laptop)}${BASELINE_FILE}`;
    await captured(laptop);
    const Bucket = laptop.outputs.get('ReportsBucket');
    await laptop.clients.s3.send(new PutObjectCommand({ Bucket, Key: key, Body: '{}' }));
    const failed = await laptop.run('MonitorEndpointArn', window());
    const reason = await failureOf(laptop, failed);
    await withBaseline(laptop);
    if (reason?.includes('BaselineInvalid') !== true) return reason ?? 'A broken baseline was not noticed.';
    await laptop.clients.stepFunctions.send(new RedriveExecutionCommand({ executionArn: failed.arn }));
    return failureOf(laptop, await laptop.finished(failed.arn));
  },
  'a window is stopped and redriven': async (laptop) => {
    await captured(laptop);
    const executionArn = await laptop.start('MonitorEndpointArn', window());
    await laptop.clients.stepFunctions.send(new StopExecutionCommand({ executionArn }));
    const stopped = await laptop.finished(executionArn);
    if (stopped.status !== 'ABORTED') return failureOf(laptop, stopped);
    await laptop.clients.stepFunctions.send(new RedriveExecutionCommand({ executionArn }));
    return failureOf(laptop, await laptop.finished(executionArn));
  },
  'the schedule starts the monitors': async (laptop) => {
    const warned = laptop.warnings.length;
    const before = await runs(laptop);
    await laptop.laptop.moveClockTo(new Date(laptop.laptop.now().getTime() + HOUR_MILLISECONDS));
    return eventually(
      async () => laptop.warnings[warned] ?? ((await runs(laptop)) > before ? 'started' : undefined),
    ).then((seen) => (seen === 'started' ? undefined : seen));
  },
};

async function runs({ clients, outputs }: WorkflowLaptop): Promise<number> {
  const list = new ListExecutionsCommand({ stateMachineArn: outputs.get('MonitorEndpointArn'), maxResults: 1000 });
  return ((await clients.stepFunctions.send(list)).executions ?? []).length;
}

async function failureOf(laptop: WorkflowLaptop, execution: FinishedExecution): Promise<string | undefined> {
  const { status, arn, error, cause } = execution;
  if (status === 'SUCCEEDED') return undefined;
  // A redrive that is denied says so itself; its children still have what they failed of before.
  return `${error}: ${cause} ${(await childFailure(laptop, arn)) ?? ''}`;
}

async function childFailure({ clients }: WorkflowLaptop, executionArn: string): Promise<string | undefined> {
  const { mapRuns = [] } = await clients.stepFunctions.send(new ListMapRunsCommand({ executionArn }));
  const mapRunArn = mapRuns[0]?.mapRunArn;
  if (mapRunArn === undefined) return undefined;
  const list = new ListExecutionsCommand({ mapRunArn, statusFilter: 'FAILED' });
  const { executions = [] } = await clients.stepFunctions.send(list);
  const child = executions[0]?.executionArn;
  if (child === undefined) return undefined;
  const described = await clients.stepFunctions.send(new DescribeExecutionCommand({ executionArn: child }));
  return `${described.error}: ${described.cause}`;
}
