import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { DescribeExecutionCommand, paginateListExecutions } from '@aws-sdk/client-sfn';
import { MONITOR_KINDS, type MonitorReport } from '../../core/contracts/monitor-report';
import { endpointName } from '../../core/contracts/released-model';
import { hourPath, monitorReportsPrefix } from '../../core/contracts/storage-layout';
import { REPORT_FILE } from '../../core/monitoring/endpoint/report-files';
import { readReport } from '../../core/monitoring/formats/report-file';
import { listKeys } from '../aws/list-keys';
import { pause } from '../pause';
import type { PairTarget } from './pair-target';

export interface ScheduledReport {
  /** Of model quality. */
  readonly report: MonitorReport;
  /** Undefined where nothing could be measured. */
  readonly f1?: number;
  /** Its page, below the run's folder. */
  readonly page: string;
}

export interface ReportWait {
  /** Begin of the hour that is waited for. */
  readonly hour: Date;
  /** The run's folder, which gets the reports of all monitors. */
  readonly folder: string;
  readonly limitMilliseconds: number;
  readonly signal: AbortSignal;
}

const POLL_MILLISECONDS = 300;
const HOUR_MILLISECONDS = 3_600_000;

/**
 * Waits for what the deployed monitors make of an hour by their schedule, and downloads it.
 * @throws Error where the schedule has not started them within the limit, or they failed
 */
export async function scheduledReport(target: PairTarget, wait: ReportWait): Promise<ScheduledReport> {
  const { hour, limitMilliseconds, signal } = wait;
  for (const began = performance.now(); ; await pause(POLL_MILLISECONDS, signal)) {
    const execution = await scheduledExecution(target, hour);
    if (execution?.status === 'SUCCEEDED') return download(target, wait);
    const { status = 'RUNNING', error = '', cause = '' } = execution ?? {};
    if (status !== 'RUNNING') throw new Error(`The monitors of ${told(hour)} ended as ${status}: ${error} ${cause}`);
    if (performance.now() - began >= limitMilliseconds)
      throw new Error(
        `${execution === undefined ? 'The schedule has not started the monitors' : 'The monitors have not ended'} for ${told(hour)}: see monitoring.schedule of the environment, and the executions of MonitorEndpoint.`,
      );
  }
}

/** The execution that the schedule has started once an hour was over: it looks at the hour before its time. */
async function scheduledExecution({ clients, outputs }: PairTarget, hour: Date) {
  const stateMachineArn = outputs.get('MonitorEndpointArn');
  for await (const { executions = [] } of paginateListExecutions(
    { client: clients.stepFunctions },
    { stateMachineArn },
  ))
    for (const { executionArn } of executions) {
      const described = await clients.stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
      const { time } = JSON.parse(described.input ?? '{}') as { readonly time?: string };
      if (time !== undefined && hourBefore(time) === hour.getTime()) return described;
    }
  return undefined;
}

const hourBefore = (time: string): number => (Math.floor(Date.parse(time) / HOUR_MILLISECONDS) - 1) * HOUR_MILLISECONDS;

const told = (hour: Date): string => hour.toISOString().slice(0, 13);

/** Alarms go by metrics that have a test; the F1 is in the statistics alone. */
export function writtenF1(statistics: unknown): number | undefined {
  const { binary_classification_metrics: metrics } = statistics as {
    readonly binary_classification_metrics?: { readonly f1?: { readonly value: number } };
  };
  return metrics?.f1?.value;
}

async function download(target: PairTarget, { hour, folder }: ReportWait): Promise<ScheduledReport> {
  const { clients, outputs, environment } = target;
  const Bucket = outputs.get('ReportsBucket');
  const endpoint = endpointName(environment.app, environment.name);
  const name = `monitor/${told(hour)}`;
  const quality = new Map<string, string>();
  for (const kind of MONITOR_KINDS)
    for (const Key of await listKeys(clients.s3, Bucket, `${monitorReportsPrefix(kind, endpoint)}${hourPath(hour)}/`)) {
      const { Body } = await clients.s3.send(new GetObjectCommand({ Bucket, Key }));
      const text = (await Body?.transformToString()) ?? '';
      const file = Key.slice(Key.lastIndexOf('/') + 1);
      const path = join(folder, name, kind, file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
      if (kind === 'model-quality') quality.set(file, text);
    }
  const report = quality.get(REPORT_FILE);
  if (report === undefined)
    throw new Error(`The monitors of ${told(hour)} have made no report of model quality: has the endpoint a baseline?`);
  return {
    report: readReport(report),
    f1: writtenF1(JSON.parse(quality.get('statistics.json') ?? '{}')),
    page: `${name}/model-quality/report.html`,
  };
}
