import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tableReportFiles } from '../../../core/monitoring/tables/table-report-files';
import type { CheckedTable } from './table-monitor';

/** What a report says it is about. */
export interface ReportedTable {
  readonly subject: string;
  /** Where the baseline lies. */
  readonly baseline: string;
}

/** Writes a check's report and the window's own files into a folder, which is made. */
export async function writeTableReport(
  folder: string,
  { report, drawn, own }: CheckedTable,
  { subject, baseline }: ReportedTable,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const page = { report, subject, window: `${report.rows} rows`, baseline, ...drawn };
  for (const [name, body] of tableReportFiles(page, own)) await writeFile(join(folder, name), body);
}
