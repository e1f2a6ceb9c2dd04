import type { LabelIndex } from '../../capture/label-index';
import { readCaptureRecords } from '../../capture/read-capture-records';
import type { CaptureFilter } from '../../table/capture-filter';
import type { InferenceIds } from '../../table/inference-ids';
import { dataQualityMetrics, modelQualityMetrics } from '../cloudwatch-metrics';
import { tableStatistics } from '../data-quality/table-statistics';
import { checkEndpoint } from '../endpoint/check-endpoint';
import type { EndpointBaseline } from '../endpoint/endpoint-baseline';
import type { EndpointSubject } from '../endpoint/endpoint-subject';
import { EndpointWindow, type StoredEndpointWindow } from '../endpoint/endpoint-window';
import { reportFiles } from '../endpoint/report-files';
import { modelQualityStatistics } from '../model-quality/model-quality-statistics';
import { explainImages } from '../occlusion/explain-images';
import type { AskableModels, CheckedWindow, WatchedWindow } from './watched-window';

/** Pictures in a report of explainability. */
const HEAT_MAPS = 4;

/** A window of an image classifier's captures. */
export class WatchedImages implements WatchedWindow {
  private readonly window: EndpointWindow;

  /** @param subject of the model that serves now, which may be newer than the baseline */
  constructor(
    subject: EndpointSubject,
    private readonly baseline: EndpointBaseline,
  ) {
    this.window = new EndpointWindow(subject, baseline.images.statistics);
  }

  read(text: string, file: string, labels: LabelIndex, filter: CaptureFilter): void {
    for (const entry of readCaptureRecords(text, file)) this.window.add(entry, labels, filter);
  }

  get inferences(): InferenceIds {
    return this.window.quality.reading.inferences;
  }

  stored(): StoredEndpointWindow {
    return this.window.stored();
  }

  merge(stored: unknown): void {
    const { subject } = this.window;
    this.window.merge(EndpointWindow.read(stored as StoredEndpointWindow, subject, this.baseline.images.statistics));
  }

  async check({ image, onProgress }: AskableModels): Promise<CheckedWindow> {
    const { window, baseline } = this;
    const { classes, seed } = window.subject;
    const options = { classes: classes.length, seed, heatMaps: HEAT_MAPS, onProgress };
    const explained = image && (await explainImages(image, window.explained.rows(), options));
    const reports = checkEndpoint(window, baseline, explained);
    return {
      reports,
      files: (kind, { from, to }) => reportFiles({ report: reports[kind]!, window, baseline, from, to, explained }),
      metrics: (subject) => {
        const quality = modelQualityStatistics(window.quality);
        const columns = reports['data-quality'];
        return [
          ...(columns === undefined
            ? []
            : dataQualityMetrics(columns, tableStatistics(window.images.table), baseline.constraints, subject)),
          ...(quality === undefined ? [] : modelQualityMetrics(quality, subject)),
        ];
      },
    };
  }
}
