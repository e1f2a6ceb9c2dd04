import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ModelInvalid } from '../../../algorithm/container/algorithm-error';
import { BiasFileInvalid } from '../../../core/monitoring/bias/bias-file';
import { ExplainabilityError } from '../../../core/monitoring/explainability/explainability-error';
import { MonitoringError } from '../../../core/monitoring/monitoring-error';
import { ColumnMissing } from '../../../core/monitoring/tables/column-missing';
import { FeaturesUnfit } from '../../../core/monitoring/tables/explained-rows';
import { tableReportFiles } from '../../../core/monitoring/tables/table-report-files';
import { CheckNotPassed } from '../../check-not-passed';
import type { CommandContext } from '../../command/command-action';
import { UsageError } from '../../usage-error';
import { outcomesOf, printReports } from '../print-reports';
import { openBaselineFolder, writeBaselineFolder } from './baseline-folder';
import { bias } from './bias';
import { dataQuality } from './data-quality';
import { explainability } from './explainability';
import { modelQuality } from './model-quality';
import { tableFiles } from './table-files';
import type { TableKind } from './table-kind';
import type { TableMonitor, TableWork } from './table-monitor';
import type { TableCommandOptions, TableOptions } from './table-options';

const MONITORS: Readonly<Record<TableKind, TableMonitor>> = {
  'data-quality': dataQuality,
  'model-quality': modelQuality,
  bias,
  explainability,
};

/** What another column, file or model puts right. */
const WRONG_WORDS = [ColumnMissing, FeaturesUnfit, ModelInvalid, BiasFileInvalid, ExplainabilityError, MonitoringError];

/** Makes a baseline of tables. @throws UsageError */
export async function makeTableBaseline(context: CommandContext, options: TableCommandOptions): Promise<void> {
  const { kind, reports } = options;
  if (kind === undefined || reports === undefined)
    throw new UsageError('A baseline of tables is written to a folder: name it with --reports.');
  const own = tableOptionsOf(options);
  const made = await context
    .progress(1)
    .run('Make the baseline', (report) =>
      inOurWords(async () => MONITORS[kind].baseline(await workOf(context, options, own, report))),
    );
  if (made.rows === 0) throw new Error('The data has no row that can be read: no baseline was written.');
  await writeBaselineFolder(reports, kind, made, own);
  printResult();

  function printResult(): void {
    const files = Object.keys(made.files);
    context.printer.result(
      { kind, rows: made.rows, folder: reports, files },
      `${made.rows} rows; ${reports}: ${files.join(', ')}`,
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
  const {
    report,
    drawn,
    own: files,
  } = await context
    .progress(1)
    .run('Check the tables', (progress) =>
      inOurWords(async () => MONITORS[kind].check(await workOf(context, options, own, progress), baseline)),
    );
  if (reports !== undefined) {
    await mkdir(reports, { recursive: true });
    const subject = (options.data ?? []).join(', ');
    const page = { report, subject, window: `${report.rows} rows`, baseline: folder, ...drawn };
    for (const [name, body] of tableReportFiles(page, files)) await writeFile(join(reports, name), body);
  }
  const found = { [kind]: report };
  const place = reports === undefined ? '' : `\nreports         ${reports}`;
  context.printer.result({ monitors: outcomesOf(found), reports: found }, `${printReports(found)}${place}`);
  if (report.state === 'CompletedWithViolations')
    throw new CheckNotPassed(`The data differs from the baseline: ${kind}.`);
}

async function workOf(
  { signal }: CommandContext,
  { data = [], labels = [], model, shapBaseline }: TableCommandOptions,
  options: TableOptions,
  report: (text: string) => void,
): Promise<TableWork> {
  if (data.length === 0) throw new UsageError('Name the files or folders with --data.');
  return {
    data: await tableFiles(data),
    labels: await tableFiles(labels),
    options,
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

async function inOurWords<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!WRONG_WORDS.some((kind) => error instanceof kind)) throw error;
    throw new UsageError((error as Error).message, { cause: error });
  }
}
