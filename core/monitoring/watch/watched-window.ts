import type { LabelIndex } from '../../capture/label-index';
import type { MonitorKind, MonitorReport } from '../../contracts/monitor-report';
import type { CaptureFilter } from '../../table/capture-filter';
import type { InferenceIds } from '../../table/inference-ids';
import type { MetricDatum, MetricSubject } from '../cloudwatch-metrics';
import type { ReportedWindow, ReportFile } from '../endpoint/report-files';
import type { ExplainedModel } from '../explainability/explained-model';
import type { ImageModel } from '../occlusion/occlusion-attribution';

/** Models that a window may be explained with; a window asks the one of its own kind. */
export interface AskableModels {
  readonly image?: ImageModel;
  readonly table?: ExplainedModel;
  readonly onProgress?: (done: number, total: number) => void;
}

/** A window of an endpoint's captures under watch, whatever the endpoint answers about. */
export interface WatchedWindow {
  /**
   * Takes one capture file in.
   * @param file how faults call it
   * @param labels of the window, all of them
   */
  read(text: string, file: string, labels: LabelIndex, filter: CaptureFilter): void;
  /** Inferences that were taken in; one that is put there beforehand is left out as a duplicate. */
  readonly inferences: InferenceIds;
  /** For storage as JSON; `merge` of another window takes it in. */
  stored(): unknown;
  merge(stored: unknown): void;
  /** Compares all that was taken in with the baseline. */
  check(models: AskableModels): Promise<CheckedWindow>;
}

/** What the monitors say of a window. */
export interface CheckedWindow {
  readonly reports: Partial<Record<MonitorKind, MonitorReport>>;
  files(kind: MonitorKind, window: ReportedWindow): readonly ReportFile[];
  /** Under the names of the managed service. */
  metrics(subject: MetricSubject): readonly MetricDatum[];
}
