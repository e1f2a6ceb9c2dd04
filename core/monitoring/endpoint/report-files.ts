import type { MonitorKind, MonitorReport } from '../../contracts/monitor-report';
import { packageOfArn } from '../../contracts/storage-layout';
import type { Markup } from '../../report/html';
import { type BiasFile, biasFile } from '../bias/bias-file';
import { tableStatistics } from '../data-quality/table-statistics';
import { type ExplanationFile, explanationFile } from '../explainability/explanation-file';
import { formatReport } from '../formats/report-file';
import { violationsFile } from '../formats/violations';
import { modelQualityStatistics } from '../model-quality/model-quality-statistics';
import type { HeatMap } from '../occlusion/explain-images';
import { renderMonitorMarkdown } from '../report/render-monitor-markdown';
import { renderMonitorPage } from '../report/render-monitor-page';
import { attributionsSection } from '../report/sections/attributions-section';
import { biasSection } from '../report/sections/bias-section';
import type { ExplainedWindow } from './check-endpoint';
import { comparedSegments } from './compared-segments';
import type { EndpointBaseline } from './endpoint-baseline';
import type { EndpointWindow } from './endpoint-window';
import { heatMapSection } from './heat-map-section';

/** One file of a report. */
export interface ReportFile {
  /** Below the report's folder. */
  readonly name: string;
  readonly body: string | Uint8Array;
  readonly contentType: string;
}

/** Hours that were asked for; absent where files were given, whatever their time. */
export interface ReportedWindow {
  readonly from?: Date;
  readonly to?: Date;
}

export interface WindowReport extends ReportedWindow {
  readonly report: MonitorReport;
  readonly window: EndpointWindow;
  readonly baseline: EndpointBaseline;
  readonly explained?: ExplainedWindow & { readonly heatMaps: readonly HeatMap[] };
}

/** The report that everything else is told from. */
export const REPORT_FILE = 'report.json';

/**
 * A report as files: our own `report.json`, Markdown and HTML, and beside them those that Model Monitor and Clarify would have written.
 */
export function reportFiles(written: WindowReport): readonly ReportFile[] {
  const { report, window, baseline } = written;
  const page = {
    report,
    subject: window.subject.endpoint,
    window: windowText(written),
    baseline: `${packageOfArn(baseline.subject.modelPackage)}, ${baseline.rows} images`,
  };
  const drawn =
    report.kind === 'data-quality' || report.kind === 'images'
      ? { statistics: { current: tableStatistics(window.images.table), baseline: baseline.images.statistics } }
      : {};
  const sections = sectionsOf(written);
  const files = [
    text('report.md', renderMonitorMarkdown(page), 'text/markdown; charset=utf-8'),
    text('report.html', renderMonitorPage({ ...page, ...drawn, sections }), 'text/html; charset=utf-8'),
    json('constraint_violations.json', violationsFile(report.violations, versionOf(report.kind))),
    ...analysisFiles(written),
    // Last: where it lies, the report is whole.
    text(REPORT_FILE, formatReport(report), 'application/json'),
  ];
  return files;
}

/** What bias and explainability draw beside their verdicts. */
function sectionsOf({ report, window, baseline, explained }: WindowReport): readonly Markup[] {
  if (report.kind === 'bias')
    return present(biasSection(biasOf(window, baseline), baseline.bias.analysis, report.verdicts));
  if (report.kind !== 'explainability' || explained === undefined) return [];
  const before = baseline.explainability?.analysis;
  return [
    ...present(before && attributionsSection(explanationOf(explained), before, report.verdicts)),
    ...present(explained.heatMaps.length > 0 ? heatMapSection(explained.heatMaps, window.subject.classes) : undefined),
  ];
}

const present = (section: Markup | undefined): Markup[] => (section === undefined ? [] : [section]);

const biasOf = (window: EndpointWindow, baseline: EndpointBaseline): BiasFile =>
  biasFile(comparedSegments(window, baseline).map((segment) => window.segments.biasOf(segment, window.subject.seed)));

const explanationOf = ({ state, expectedValue }: ExplainedWindow): ExplanationFile =>
  explanationFile(state.global().map((attribution, label) => ({ attribution, expectedValue: expectedValue[label]! })));

function analysisFiles({ report, window, baseline, explained }: WindowReport): ReportFile[] {
  switch (report.kind) {
    case 'data-quality':
      return [json('statistics.json', tableStatistics(window.images.table))];
    case 'model-quality': {
      const statistics = modelQualityStatistics(window.quality);
      return statistics === undefined ? [] : [json('statistics.json', statistics)];
    }
    case 'bias':
      return report.verdicts.length === 0 ? [] : [json('analysis.json', biasOf(window, baseline))];
    case 'explainability':
      return explained === undefined ? [] : [json('analysis.json', explanationOf(explained))];
    case 'images':
      return [];
  }
}

/** Files of bias and explainability have a version. */
const versionOf = (kind: MonitorKind): string | undefined =>
  kind === 'bias' || kind === 'explainability' ? '1.0' : undefined;

/** `2024-10-15 14:00 to 15:00 UTC` */
export function windowText({ from, to }: ReportedWindow): string {
  if (from === undefined || to === undefined) return 'all captures of the files';
  const [day, time] = [from, to].map((each) => each.toISOString().slice(0, 16).split('T')) as [string[], string[]];
  return day[0] === time[0]
    ? `${day[0]} ${day[1]} to ${time[1]} UTC`
    : `${day[0]} ${day[1]} to ${time[0]} ${time[1]} UTC`;
}

const text = (name: string, body: string, contentType: string): ReportFile => ({ name, body, contentType });
const json = (name: string, content: unknown): ReportFile =>
  text(name, `${JSON.stringify(content, null, 1)}\n`, 'application/json');
