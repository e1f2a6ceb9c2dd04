import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LabelIndex } from '../../core/capture/label-index';
import type { MonitorKind } from '../../core/contracts/monitor-report';
import type { ExplainedModel } from '../../core/monitoring/explainability/explained-model';
import type { TableBaseline } from '../../core/monitoring/table-endpoint/table-baseline';
import { WatchedTable } from '../../core/monitoring/watch/watched-table';
import type { CaptureFilter } from '../../core/table/capture-filter';
import type { Reports } from './check-window';

export interface TableWindowCheck {
  readonly baseline: TableBaseline;
  readonly texts: AsyncIterable<{ readonly file: string; readonly text: string }>;
  readonly labels: LabelIndex;
  readonly filter: CaptureFilter;
  /** Hours that were asked for; absent: all captures. */
  readonly from?: Date;
  readonly to?: Date;
  /** To be explained with; absent: no report of explainability. */
  readonly model?: ExplainedModel;
  /** Folder for the reports, one below it for each monitor; absent: none are written. */
  readonly folder?: string;
  readonly report?: (text: string) => void;
}

/** All monitors on a window of a table endpoint, in this process. */
export async function checkTableWindow(check: TableWindowCheck): Promise<Reports> {
  const { baseline, texts, labels, filter, from, to, model, folder, report } = check;
  const window = new WatchedTable(baseline);
  let read = 0;
  for await (const { file, text } of texts) {
    window.read(text, file, labels, filter);
    read += 1;
    if (read % 100 === 0) report?.(`${read} files`);
  }
  const checked = await window.check({
    table: model,
    onProgress: (done, total) => report?.(`${done} of ${total} rows explained`),
  });
  if (folder !== undefined)
    for (const kind of Object.keys(checked.reports) as MonitorKind[]) {
      const place = join(folder, kind);
      await mkdir(place, { recursive: true });
      for (const { name, body } of checked.files(kind, { from, to })) await writeFile(join(place, name), body);
    }
  return checked.reports;
}
