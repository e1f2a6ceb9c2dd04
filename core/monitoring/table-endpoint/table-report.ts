import type { MonitorKind, MonitorReport } from '../../contracts/monitor-report';
import { packageOfArn } from '../../contracts/storage-layout';
import type { Markup } from '../../report/html';
import { type BiasFile, biasFile } from '../bias/bias-file';
import { tableStatistics } from '../data-quality/table-statistics';
import { type ReportedWindow, type ReportFile, windowText } from '../endpoint/report-files';
import { type ExplanationFile, explanationFile } from '../explainability/explanation-file';
import { modelQualityStatistics } from '../model-quality/model-quality-statistics';
import { attributionsSection } from '../report/sections/attributions-section';
import { biasSection } from '../report/sections/bias-section';
import type { ExplainedRowsResult } from '../tables/explain-rows';
import { tableReportFiles } from '../tables/table-report-files';
import type { TableBaseline } from './table-baseline';
import type { TableWindow } from './table-window';

export interface TableWindowReport extends ReportedWindow {
  readonly report: MonitorReport;
  readonly window: TableWindow;
  readonly baseline: TableBaseline;
  readonly explained?: ExplainedRowsResult;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  json: 'application/json',
  md: 'text/markdown; charset=utf-8',
  html: 'text/html; charset=utf-8',
};

/** One monitor's report of a table endpoint as files: our own, and those that Model Monitor and Clarify would have written. */
export function tableWindowFiles(written: TableWindowReport): readonly ReportFile[] {
  const { report, window, baseline } = written;
  const page = {
    report,
    subject: window.subject.endpoint,
    window: windowText(written),
    baseline: `${packageOfArn(baseline.subject.modelPackage)}, ${baseline.rows} rows`,
    ...(report.kind === 'data-quality'
      ? { statistics: { current: tableStatistics(window.analysis), baseline: baseline.statistics } }
      : {}),
    sections: sectionsOf(written),
  };
  return [...tableReportFiles(page, ownFiles(written))].map(([name, body]) => ({
    name,
    body,
    contentType: CONTENT_TYPES[name.split('.').at(-1)!]!,
  }));
}

function sectionsOf({ report, window, baseline, explained }: TableWindowReport): readonly Markup[] {
  const drawn: Partial<Record<MonitorKind, () => Markup | undefined>> = {
    bias: () => baseline.bias && biasSection(biasOf(window), baseline.bias.analysis, report.verdicts),
    explainability: () =>
      explained &&
      baseline.explainability &&
      attributionsSection(attributionsOf(explained), baseline.explainability.analysis, report.verdicts),
  };
  const section = drawn[report.kind]?.();
  return section === undefined ? [] : [section];
}

/** What the window itself was like, in the service's files. */
function ownFiles({ report, window, explained }: TableWindowReport): Readonly<Record<string, unknown>> {
  switch (report.kind) {
    case 'data-quality':
      return { 'statistics.json': tableStatistics(window.analysis) };
    case 'model-quality': {
      const statistics = modelQualityStatistics(window.quality);
      return statistics === undefined ? {} : { 'statistics.json': statistics };
    }
    case 'bias':
      return { 'analysis.json': biasOf(window) };
    case 'explainability':
      return explained === undefined ? {} : { 'analysis.json': attributionsOf(explained) };
    case 'images':
      return {};
  }
}

/** `analysis.json` of the window's bias. */
export const biasOf = ({ bias }: TableWindow): BiasFile => biasFile(bias);

/** `analysis.json` of the window's explanations. */
export const attributionsOf = ({ state, expectedValue }: ExplainedRowsResult): ExplanationFile =>
  explanationFile(state.global().map((attribution, label) => ({ attribution, expectedValue: expectedValue[label]! })));
