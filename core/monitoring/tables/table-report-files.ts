import type { MonitorKind } from '../../contracts/monitor-report';
import { formatFile } from '../formats/parse-file';
import { formatReport } from '../formats/report-file';
import { violationsFile } from '../formats/violations';
import type { MonitorPage } from '../report/monitor-page';
import { renderMonitorMarkdown } from '../report/render-monitor-markdown';
import { renderMonitorPage } from '../report/render-monitor-page';

/** Name and content of a report's files. */
export type TextFiles = ReadonlyMap<string, string>;

/** Files of bias and explainability have a version, as Clarify writes them. */
const VERSIONS: Partial<Record<MonitorKind, string>> = { bias: '1.0', explainability: '1.0' };

/**
 * A table's report as files: JSON, Markdown and HTML, the violations in the service's form, and what the window itself was like.
 * @param own such as `statistics.json`; objects are written as JSON
 */
export function tableReportFiles(page: MonitorPage, own: Readonly<Record<string, unknown>>): TextFiles {
  const { report } = page;
  return new Map([
    ...Object.entries(own).map(([name, content]) => [name, formatFile(content)] as const),
    ['constraint_violations.json', formatFile(violationsFile(report.violations, VERSIONS[report.kind]))],
    ['report.md', renderMonitorMarkdown(page)],
    ['report.html', renderMonitorPage(page)],
    // Last: where it lies, the report is whole.
    ['report.json', formatReport(report)],
  ]);
}
