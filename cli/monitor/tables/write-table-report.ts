import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CaptureWindow } from '../../../core/capture/capture-window';
import { windowText } from '../../../core/monitoring/endpoint/report-files';
import { tableReportFiles } from '../../../core/monitoring/tables/table-report-files';
import type { CheckedTable } from './table-monitor';

/** What a report says it is about. */
export interface ReportedTable {
  readonly subject: string;
  /** Where the baseline lies. */
  readonly baseline: string;
  /** Of captures; all rows of the files where absent. */
  readonly window?: CaptureWindow;
}

/** Writes a check's report and the window's own files into a folder, which is made. */
export async function writeTableReport(
  folder: string,
  { report, drawn, own }: CheckedTable,
  { subject, baseline, window }: ReportedTable,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const page = {
    report,
    subject,
    window: window === undefined ? `${report.rows} rows` : windowText(window),
    baseline,
    ...drawn,
  };
  for (const [name, body] of tableReportFiles(page, own)) await writeFile(join(folder, name), body);
}
