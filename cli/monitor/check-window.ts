import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LabelIndex } from '../../core/capture/label-index';
import { type CaptureEntry, readCaptureRecords } from '../../core/capture/read-capture-records';
import type { MonitorKind, MonitorReport } from '../../core/contracts/monitor-report';
import { checkEndpoint, type ExplainedWindow } from '../../core/monitoring/endpoint/check-endpoint';
import type { EndpointBaseline } from '../../core/monitoring/endpoint/endpoint-baseline';
import type { EndpointSubject } from '../../core/monitoring/endpoint/endpoint-subject';
import { EndpointWindow } from '../../core/monitoring/endpoint/endpoint-window';
import { reportFiles } from '../../core/monitoring/endpoint/report-files';
import { explainImages, type HeatMap } from '../../core/monitoring/occlusion/explain-images';
import type { ImageModel } from '../../core/monitoring/occlusion/occlusion-attribution';
import type { CaptureFilter } from '../../core/table/capture-filter';

/** Pictures in a report of explainability. */
const HEAT_MAPS = 4;

export interface WindowCheck {
  readonly subject: EndpointSubject;
  readonly baseline: EndpointBaseline;
  readonly entries: AsyncIterable<CaptureEntry> | Iterable<CaptureEntry>;
  readonly labels: LabelIndex;
  readonly filter: CaptureFilter;
  /** Hours that were asked for; absent: all captures. */
  readonly from?: Date;
  readonly to?: Date;
  /** To be explained with; absent: no report of explainability. */
  readonly model?: ImageModel;
  /** Folder for the reports, one below it for each monitor; absent: none are written. */
  readonly folder?: string;
  readonly report?: (text: string) => void;
}

export type Reports = Partial<Record<MonitorKind, MonitorReport>>;

/** All monitors on a window, in this process. */
export async function checkWindow(check: WindowCheck): Promise<Reports> {
  const { subject, baseline, labels, filter, model, folder, report } = check;
  const window = new EndpointWindow(subject, baseline.images.statistics);
  let read = 0;
  for await (const entry of check.entries) {
    window.add(entry, labels, filter);
    read += 1;
    if (read % 100 === 0) report?.(`${read} records`);
  }
  const explained: (ExplainedWindow & { readonly heatMaps: readonly HeatMap[] }) | undefined =
    model === undefined
      ? undefined
      : await explainImages(model, window.explained.rows(), {
          classes: subject.classes.length,
          seed: subject.seed,
          heatMaps: HEAT_MAPS,
          onProgress: (done, total) => report?.(`${done} of ${total} images explained`),
        });
  const reports = checkEndpoint(window, baseline, explained);
  if (folder !== undefined)
    for (const [kind, each] of Object.entries(reports)) {
      const place = join(folder, kind);
      await mkdir(place, { recursive: true });
      const { from, to } = check;
      for (const { name, body } of reportFiles({ report: each, window, baseline, from, to, explained }))
        await writeFile(join(place, name), body);
    }
  return reports;
}

/** The records of capture files, in order. */
export async function* entriesOf(
  texts: AsyncIterable<{ readonly file: string; readonly text: string }>,
): AsyncGenerator<CaptureEntry> {
  for await (const { file, text } of texts) yield* readCaptureRecords(text, file);
}
