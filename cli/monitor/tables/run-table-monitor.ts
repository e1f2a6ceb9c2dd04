import type { CaptureWindow } from '../../../core/capture/capture-window';
import { CheckNotPassed } from '../../check-not-passed';
import type { CommandContext } from '../../command/command-action';
import { UsageError } from '../../usage-error';
import { outcomesOf, printReports, unreadLine } from '../print-reports';
import { openBaselineFolder, writeBaselineFolder } from './baseline-folder';
import { inOurWords } from './in-our-words';
import { tableFiles } from './table-files';
import type { TableWork } from './table-monitor';
import { TABLE_MONITORS } from './table-monitors';
import type { TableCommandOptions, TableOptions } from './table-options';
import { writeTableReport } from './write-table-report';

/** Makes a baseline of tables. @throws UsageError */
export async function makeTableBaseline(context: CommandContext, options: TableCommandOptions): Promise<void> {
  const { kind, reports } = options;
  if (kind === undefined || reports === undefined)
    throw new UsageError('A baseline of tables is written to a folder: name it with --reports.');
  const own = tableOptionsOf(options);
  const window = windowOf(options);
  const made = await context
    .progress(1)
    .run('Make the baseline', (report) =>
      inOurWords(async () => TABLE_MONITORS[kind].baseline(await workOf(context, options, { own, window, report }))),
    );
  if (made.rows === 0) throw new Error('The data has no row that can be read: no baseline was written.');
  await writeBaselineFolder(reports, kind, made, own);
  printResult();

  function printResult(): void {
    const files = Object.keys(made.files);
    context.printer.result(
      { kind, rows: made.rows, folder: reports, files, faults: made.faults },
      [`${made.rows} rows; ${reports}: ${files.join(', ')}`, ...unreadLine(made.faults)].join('\n'),
    );
  }
}

/** Compares tables with a baseline. @throws UsageError, and CheckNotPassed after the result where something has changed */
export async function checkTables(context: CommandContext, options: TableCommandOptions): Promise<void> {
  const { kind, baseline: folder, reports } = options;
  if (kind === undefined || folder === undefined)
    throw new UsageError('Tables are compared with a baseline: name its folder with --baseline.');
  const baseline = await openBaselineFolder(folder, kind);
  const own = { ...baseline.options, ...tableOptionsOf(options) };
  const window = windowOf(options);
  const {
    report,
    drawn,
    own: files,
  } = await context
    .progress(1)
    .run('Check the tables', (progress) =>
      inOurWords(async () =>
        TABLE_MONITORS[kind].check(await workOf(context, options, { own, window, report: progress }), baseline),
      ),
    );
  const subject = namesOf(options.data ?? []);
  if (reports !== undefined)
    await writeTableReport(reports, { report, drawn, own: files }, { subject, baseline: folder, window });
  const found = { [kind]: report };
  const place = reports === undefined ? '' : `\nreports         ${reports}`;
  context.printer.result({ monitors: outcomesOf(found), reports: found }, `${printReports(found)}${place}`);
  if (report.state === 'CompletedWithViolations')
    throw new CheckNotPassed(`The data differs from the baseline: ${kind}.`);
}

/** Hundreds of names, as a shell makes them of a pattern, would hide all else. */
const SHOWN_NAMES = 3;

const namesOf = (paths: readonly string[]): string =>
  paths.length <= SHOWN_NAMES ? paths.join(', ') : `${paths[0]} and ${paths.length - 1} more`;

/** Named once for a command: a relative window ends now. */
const windowOf = (options: TableCommandOptions): CaptureWindow | undefined => options.window?.(new Date());

async function workOf(
  { signal }: CommandContext,
  { data = [], labels = [], model, shapBaseline }: TableCommandOptions,
  { own, window, report }: { own: TableOptions; window: CaptureWindow | undefined; report: (text: string) => void },
): Promise<TableWork> {
  if (data.length === 0) throw new UsageError('Name the files or folders with --data.');
  return {
    data: await tableFiles(data),
    labels: await tableFiles(labels),
    options: own,
    window,
    model,
    shapBaseline,
    signal,
    report,
  };
}

/** What belongs to the baseline and its windows alike. */
function tableOptionsOf(options: TableCommandOptions): TableOptions {
  const { columns, format, label, predicted, probability, problem, classes, threshold, positive } = options;
  const { facet, group, level, exclude, rows, samples, seed } = options;
  const all = { columns, format, label, predicted, probability, problem, classes, threshold, positive };
  const entries = Object.entries({ ...all, facet, group, level, exclude, rows, samples, seed });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
