import { html } from '../../report/html';
import { reportDocument } from '../../report/report-document';
import type { MonitorPage } from './monitor-page';
import { KIND_WORDS } from './report-words';
import { distributionsSection } from './sections/distributions-section';
import { driftSection } from './sections/drift-section';
import { accuracySection, faultsSection, violationsSection } from './sections/findings-sections';
import { metricsSection } from './sections/metrics-section';
import { monitorHeadline } from './sections/monitor-headline';

/** A monitor's report as one HTML file that works offline, on paper and on a phone, light and dark. The same report gives the same bytes. */
export function renderMonitorPage(page: MonitorPage): string {
  const { report, subject, sections = [] } = page;
  return reportDocument(
    `${KIND_WORDS[report.kind]}: ${subject}`,
    html`${monitorHeadline(page)}
${violationsSection(report.violations)}
${metricsSection(report.metrics)}
${driftSection(report)}
${distributionsSection(page)}
${sections}
${faultsSection(report.faults)}
${accuracySection(report.accuracy)}`,
  );
}
