import { GetObjectCommand } from '@aws-sdk/client-s3';
import { MONITOR_KINDS, type MonitorKind } from '../../core/contracts/monitor-report';
import { endpointName } from '../../core/contracts/released-model';
import { monitorReportsPrefix } from '../../core/contracts/storage-layout';
import { REPORT_FILE } from '../../core/monitoring/endpoint/report-files';
import { readReport } from '../../core/monitoring/formats/report-file';
import { listKeys } from '../aws/list-keys';
import type { MonitoredTarget } from './monitored-target';

/** One report that lies in the reports bucket. */
export interface PastReport {
  readonly kind: MonitorKind;
  /** Hour that its window begins in: `2026-01-31T14`. */
  readonly hour: string;
  readonly state: string;
  readonly violations: number;
  readonly rows: number;
  /** `s3://…/report.html` */
  readonly page: string;
}

/** The newest reports of each monitor, the newest first. @param most of each monitor */
export async function monitorHistory(
  { clients, outputs, environment }: MonitoredTarget,
  most: number,
): Promise<readonly PastReport[]> {
  const Bucket = outputs.get('ReportsBucket');
  const endpoint = endpointName(environment.app, environment.name);
  const found: PastReport[] = [];
  for (const kind of MONITOR_KINDS) {
    const prefix = monitorReportsPrefix(kind, endpoint);
    const keys = (await listKeys(clients.s3, Bucket, prefix)).filter((key) => key.endsWith(`/${REPORT_FILE}`));
    for (const key of keys.sort().slice(-most)) {
      const { Body } = await clients.s3.send(new GetObjectCommand({ Bucket, Key: key }));
      const report = readReport((await Body?.transformToString()) ?? '');
      const [year, month, day, hour] = key.slice(prefix.length).split('/');
      found.push({
        kind,
        hour: `${year}-${month}-${day}T${hour}`,
        state: report.state,
        violations: report.violations.length,
        rows: report.rows,
        page: `s3://${Bucket}/${key.slice(0, -REPORT_FILE.length)}report.html`,
      });
    }
  }
  return found.sort((one, other) => (one.hour < other.hour ? 1 : one.hour > other.hour ? -1 : 0));
}
