import { html, Markup } from '../../report/html';
import { STYLE_SHEET } from '../../report/style-sheet';
import type { MonitorPage } from './monitor-page';
import { KIND_WORDS } from './report-words';
import { distributionsSection } from './sections/distributions-section';
import { driftSection } from './sections/drift-section';
import { accuracySection, faultsSection, violationsSection } from './sections/findings-sections';
import { metricsSection } from './sections/metrics-section';
import { monitorHeadline } from './sections/monitor-headline';

/** No script and nothing from anywhere else. */
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

/** A monitor's report as one HTML file that works offline, on paper and on a phone, light and dark. The same report gives the same bytes. */
export function renderMonitorPage(page: MonitorPage): string {
  const { report, subject, sections = [] } = page;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${KIND_WORDS[report.kind]}: ${subject}</title>
<style>${new Markup(STYLE_SHEET)}</style>
</head>
<body>
<main>${monitorHeadline(page)}
${violationsSection(report.violations)}
${metricsSection(report.metrics)}
${driftSection(report.verdicts)}
${distributionsSection(page)}
${sections}
${faultsSection(report.faults)}
${accuracySection(report.accuracy)}
</main>
</body>
</html>
`.text;
}
