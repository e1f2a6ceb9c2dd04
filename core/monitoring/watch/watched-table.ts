import type { LabelIndex } from '../../capture/label-index';
import type { CaptureFilter } from '../../table/capture-filter';
import type { InferenceIds } from '../../table/inference-ids';
import { attributionMetrics, biasMetrics } from '../analysis-metrics';
import { dataQualityMetrics, type MetricDatum, type MetricSubject, modelQualityMetrics } from '../cloudwatch-metrics';
import { tableStatistics } from '../data-quality/table-statistics';
import { AttributionState } from '../explainability/attribution-state';
import { modelQualityStatistics } from '../model-quality/model-quality-statistics';
import { checkTable, type ExplainedTable } from '../table-endpoint/check-table';
import {
  readCell,
  readTableWindow,
  type StoredTableWindow,
  storeTableWindow,
} from '../table-endpoint/stored-table-window';
import type { TableBaseline } from '../table-endpoint/table-baseline';
import { attributionsOf, biasOf, tableWindowFiles } from '../table-endpoint/table-report';
import { TableWindow } from '../table-endpoint/table-window';
import { explainRows } from '../tables/explain-rows';
import { explainable } from '../tables/explainable';
import type { AskableModels, CheckedWindow, WatchedWindow } from './watched-window';

/** A window of a table endpoint's captures. */
export class WatchedTable implements WatchedWindow {
  private readonly window: TableWindow;

  constructor(private readonly baseline: TableBaseline) {
    this.window = new TableWindow(baseline.subject, baseline.statistics);
  }

  read(text: string, file: string, labels: LabelIndex, filter: CaptureFilter): void {
    const reader = this.window.open(file, labels, filter);
    reader.push(Buffer.from(text));
    reader.end();
  }

  get inferences(): InferenceIds {
    return this.window.analysis.reading.inferences;
  }

  stored(): StoredTableWindow {
    return storeTableWindow(this.window);
  }

  merge(stored: unknown): void {
    const { subject, statistics } = this.baseline;
    this.window.merge(readTableWindow(stored as StoredTableWindow, subject, statistics));
  }

  async check(models: AskableModels): Promise<CheckedWindow> {
    const { window, baseline } = this;
    window.settle();
    const explained = await this.explained(models);
    const reports = checkTable(window, baseline, explained);
    return {
      reports,
      files: (kind, { from, to }) =>
        tableWindowFiles({ report: reports[kind]!, window, baseline, from, to, explained }),
      metrics: (subject) => this.metrics(reports, subject, explained),
    };
  }

  private async explained({ table, onProgress }: AskableModels): Promise<ExplainedTable | undefined> {
    const { explainability, subject } = this.baseline;
    if (table === undefined || explainability === undefined) return undefined;
    const { sample, faults } = await explainable(this.window.explained.rows(), table);
    const names = subject.features;
    if (sample.length === 0) return { state: new AttributionState(names, 1, subject.seed), expectedValue: [0], faults };
    const { shap, samples } = explainability;
    const found = await explainRows(table, sample, {
      names,
      baseline: shap.map(readCell),
      samples,
      seed: subject.seed,
      onRow: onProgress,
    });
    return { ...found, faults };
  }

  private metrics(
    reports: CheckedWindow['reports'],
    subject: MetricSubject,
    explained: ExplainedTable | undefined,
  ): MetricDatum[] {
    const { window, baseline } = this;
    const columns = reports['data-quality']!;
    const quality = modelQualityStatistics(window.quality);
    return [
      ...dataQualityMetrics(columns, tableStatistics(window.analysis), baseline.constraints, subject),
      ...(quality === undefined ? [] : modelQualityMetrics(quality, subject)),
      ...(baseline.bias === undefined || window.analysis.rows === 0 ? [] : biasMetrics(biasOf(window), subject)),
      ...(explained === undefined || explained.state.rowCount === 0
        ? []
        : attributionMetrics(attributionsOf(explained), subject)),
    ];
  }
}
