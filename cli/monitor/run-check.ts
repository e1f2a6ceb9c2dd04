import { baselineModel } from '../../core/monitoring/table-endpoint/baseline-model';
import { captureStoreOf } from '../captures/find-captures';
import { localCaptures, readLocalCaptures } from '../captures/local-captures';
import { readCaptures } from '../captures/read-captures';
import { chosenWindow, type NamedWindow } from '../captures/window-option';
import { CheckNotPassed } from '../check-not-passed';
import type { CommandContext, TargetContext } from '../command/command-action';
import { ServedModel } from '../endpoint/served-model';
import { UsageError } from '../usage-error';
import { checkTableWindow } from './check-table-window';
import { checkWindow, entriesOf, type Reports } from './check-window';
import { monitorSubject } from './monitor-subject';
import { outcomesOf, printReports } from './print-reports';
import { localWatched, readWatchedCurrent } from './read-baseline';
import { servedImageModel } from './served-image-model';
import { endpointModel } from './table-endpoint/endpoint-model';
import { localLabels, windowLabels } from './window-labels';

export interface CheckOptions {
  readonly window?: NamedWindow;
  /** Files or folders of captures on this machine. */
  readonly data?: readonly string[];
  /** Files or folders of ground truth on this machine. */
  readonly labels?: readonly string[];
  /** A `baseline.json` of this machine; the environment's current one where absent. */
  readonly baseline?: string;
  /** Folder for the reports. */
  readonly reports?: string;
  readonly explain?: boolean;
}

/** A window in S3, compared with the environment's baseline. @throws CheckNotPassed after the result, where a monitor has found something */
export async function checkEnvironment(context: TargetContext, options: CheckOptions): Promise<void> {
  const { target, signal } = context;
  const window = await chosenWindow(options.window, target);
  const reports = await context.progress(1).run('Check the window', async (report) => {
    const labels = await windowLabels(target, window);
    const place = { filter: { purposes: ['traffic'] as const, ...window }, ...window, folder: options.reports, report };
    const texts = readCaptures(captureStoreOf(target), window);
    const { watched, read } =
      options.baseline === undefined ? await readWatchedCurrent(target) : await localWatched(options.baseline);
    if (watched.content === 'table') {
      const live = options.explain === true ? endpointModel(target, watched.baseline.subject, signal) : undefined;
      const model = (await baselineModel(watched.baseline, read)) ?? live;
      return checkTableWindow({ baseline: watched.baseline, texts, labels, model, ...place });
    }
    const served = await ServedModel.of(target);
    return checkWindow({
      subject: monitorSubject(target, served),
      baseline: watched.baseline,
      entries: entriesOf(texts),
      labels,
      model: options.explain === true ? servedImageModel(served, signal) : undefined,
      ...place,
    });
  });
  tell(context, reports, options);
}

/** Files of this machine, compared with a baseline of this machine: needs no environment. @throws UsageError, CheckNotPassed */
export async function checkFiles(context: CommandContext, options: CheckOptions): Promise<void> {
  if (options.baseline === undefined) throw new UsageError('Files are compared with a file: name it with --baseline.');
  if (options.explain) throw new UsageError('--explain asks an endpoint; files of this machine have none.');
  const { watched, read } = await localWatched(options.baseline);
  const files = await localCaptures(options.data ?? []);
  const labels = await localLabels(options.labels === undefined ? [] : await localCaptures(options.labels));
  const window = options.window?.(new Date());
  const filter = { purposes: ['traffic'] as const, ...window };
  const texts = readLocalCaptures(files, window);
  const reports = await context.progress(1).run('Check the files', async (report) => {
    const place = { labels, filter, ...window, folder: options.reports, report };
    if (watched.content === 'images')
      return checkWindow({
        subject: watched.baseline.subject,
        baseline: watched.baseline,
        entries: entriesOf(texts),
        ...place,
      });
    const model = await baselineModel(watched.baseline, read);
    return checkTableWindow({ baseline: watched.baseline, texts, model, ...place });
  });
  tell(context, reports, options);
}

function tell({ printer }: CommandContext, reports: Reports, { reports: folder }: CheckOptions): void {
  const place = folder === undefined ? '' : `\nreports         ${folder}`;
  printer.result({ monitors: outcomesOf(reports), reports }, `${printReports(reports)}${place}`);
  const violated = Object.entries(reports).filter(([, { state }]) => state === 'CompletedWithViolations');
  if (violated.length > 0)
    throw new CheckNotPassed(`The window differs from the baseline: ${violated.map(([kind]) => kind).join(', ')}.`);
}
