import type { Command } from 'commander';
import { DEFAULT_WINDOW, type NamedWindow, windowOption } from '../captures/window-option';
import { addTargetCommand, commandAction, targetAction } from '../command/command-action';
import { wholeNumber } from '../start/start-options';
import { UsageError } from '../usage-error';
import type { EndpointBaselineOptions } from './endpoint-baseline';
import { inReportsFolder } from './in-reports-folder';
import type { CheckOptions } from './run-check';
import { chosenAction, onTables } from './tables/chosen-action';
import { addTableOptions } from './tables/table-options';

const LAPTOP_POLL_MILLISECONDS = 200;
const AWS_POLL_MILLISECONDS = 3_000;

export function registerMonitorCommand(program: Command): void {
  const monitor = program.command('monitor').description('Is the traffic, and what the model makes of it, as it was?');
  registerBaseline(monitor);
  registerCheck(monitor);
  registerRun(monitor);
  registerHistory(monitor);
  registerStatus(monitor);
  registerSchedule(monitor);
}

function registerBaseline(monitor: Command): void {
  const ofTables = onTables('makeTableBaseline');
  const ofModel = targetAction<EndpointBaselineOptions>(async (context, options) => {
    const { baselineOfEndpoint } = await import('./endpoint-baseline');
    await baselineOfEndpoint(context, options);
  });
  addTableOptions(addTargetCommand(monitor, 'baseline'))
    .description(
      'Makes the baseline of the released model, and compares with it from now on: of images from the validation split, of a table from the labelled rows of --data, or of its package. With --kind, of tables on this machine.',
    )
    .option(
      '--explain',
      'ask the endpoint what it looks at, too: 600 requests more; of a table, only where its model cannot be read',
    )
    .option(
      '--data <paths...>',
      'labelled rows (CSV) that a table model is asked about; with --kind also JSON Lines or captures; files or folders',
    )
    .option('--labels <paths...>', 'with --kind model-quality or bias: ground-truth files or folders of the captures')
    .option('--reports <folder>', 'with --kind: where the baseline goes')
    .addOption(windowOption('with --kind, of captures; all where left out'))
    .addHelpText(
      'after',
      `
Examples:
  npm run cli -- monitor baseline
  npm run cli -- monitor baseline --explain --env dev
  npm run cli -- monitor baseline --env dev --facet age_over_40=1
  npm run cli -- monitor baseline --env dev --data validation.csv --label paid --facet group=b --positive 1
  npm run cli -- monitor baseline --kind data-quality --data churn.csv --reports out/baseline
  npm run cli -- monitor baseline --kind bias --data adult.jsonl --label label --positive 1 --facet features.9=0 --reports out/bias`,
    )
    .action(
      chosenAction((options) => {
        if (options.kind !== undefined) return ofTables;
        for (const name of ['labels', 'reports', 'window'])
          if (options[name] !== undefined) throw new UsageError(`--${name} of a baseline needs --kind.`);
        if (options.data !== undefined && options.label === undefined)
          throw new UsageError(
            '--data is labelled rows for a table model, and needs --label; for a monitor of files on this machine give --kind.',
          );
        return ofModel;
      }, takesTables),
    );
}

/** What is watched the released model says: of images, options of tables are refused there. */
const takesTables = (): boolean => true;

function registerCheck(monitor: Command): void {
  const ofFiles = commandAction<CheckOptions>(async (context, options) => {
    const { checkFiles } = await import('./run-check');
    await inReportsFolder(context, options, () => checkFiles(context, options));
  });
  const ofEnvironment = targetAction<CheckOptions>(async (context, options) => {
    const { checkEnvironment } = await import('./run-check');
    await inReportsFolder(context, options, () => checkEnvironment(context, options));
  });
  const ofTables = onTables('checkTables');
  addTableOptions(addTargetCommand(monitor, 'check'))
    .description(
      'Compares a window of captures with the baseline, here and now; with --kind, tables on this machine. Exit code 3 where something has changed.',
    )
    .addOption(windowOption(`default: ${DEFAULT_WINDOW}, of captures on this machine all`))
    .option('--data <paths...>', 'capture files or folders of this machine instead of those in S3')
    .option('--labels <paths...>', 'with --data: ground-truth files or folders')
    .option('--baseline <path>', 'a baseline.json of this machine (default: the environment’s); with --kind, a folder')
    .option('--reports <folder>', 'where reports go as JSON, Markdown and HTML')
    .option('--explain', 'ask the endpoint what it looks at, too: 600 requests')
    .addHelpText(
      'after',
      `
Examples:
  npm run cli -- monitor check --window 'last 2h' --reports out/monitors
  npm run cli -- monitor check --window 2024-10-15T14/15T18 --env dev --json
  npm run cli -- monitor check --data captures --labels ground-truth --baseline baseline.json
  npm run cli -- monitor check --kind data-quality --data today.csv --baseline out/baseline --reports out/today`,
    )
    .action(
      chosenAction((options) => {
        if (options.kind !== undefined) return ofTables;
        return options.data === undefined ? ofEnvironment : ofFiles;
      }),
    );
}

function registerRun(monitor: Command): void {
  addTargetCommand(monitor, 'run')
    .description(
      'Runs the deployed monitors on a window, as their schedule does; reports and metrics go where theirs go.',
    )
    .addOption(windowOption())
    .addHelpText('after', '\nExamples:\n  npm run cli -- monitor run --window 2024-10-15T14 --env dev')
    .action(
      targetAction<{ readonly window?: NamedWindow }>(async ({ target, signal, progress, printer }, options) => {
        const { chosenWindow } = await import('../captures/window-option');
        const { runMonitors } = await import('./run-monitors');
        const poll = target.url === undefined ? AWS_POLL_MILLISECONDS : LAPTOP_POLL_MILLISECONDS;
        const window = await chosenWindow(options.window, target);
        const output = await progress(1).run('Run the monitors', () => runMonitors(target, window, poll, signal));
        const lines = Object.entries(output.monitors).map(
          ([kind, { state, violations }]) =>
            `${kind.padEnd(15)} ${state}${violations > 0 ? `, ${violations} violations` : ''}`,
        );
        printer.result(output, lines.length > 0 ? lines.join('\n') : 'No report: there is no baseline yet.');
      }),
    );
}

function registerHistory(monitor: Command): void {
  addTargetCommand(monitor, 'history')
    .description('The newest reports of every monitor.')
    .option('--most <count>', 'of each monitor', wholeNumber(1), 24)
    .addHelpText('after', '\nExamples:\n  npm run cli -- monitor history --env dev --most 48')
    .action(
      targetAction<{ readonly most: number }>(async ({ target, printer }, { most }) => {
        const { monitorHistory } = await import('./monitor-history');
        const history = await monitorHistory(target, most);
        const text = history.map(
          ({ hour, kind, state, violations, page }) =>
            `${hour}  ${kind.padEnd(15)} ${state.padEnd(24)} ${violations}  ${page}`,
        );
        printer.result({ reports: history }, text.length > 0 ? text.join('\n') : 'No monitor has run yet.');
      }),
    );
}

function registerStatus(monitor: Command): void {
  addTargetCommand(monitor, 'status')
    .description('The schedule, the baseline, and how the last window was.')
    .addHelpText('after', '\nExamples:\n  npm run cli -- monitor status --env dev')
    .action(
      targetAction(async ({ target, printer }) => {
        const { monitorStatus, statusText } = await import('./monitor-status');
        const status = await monitorStatus(target);
        printer.result(status, statusText(status));
      }),
    );
}

function registerSchedule(monitor: Command): void {
  addTargetCommand(monitor, 'schedule')
    .description('When the monitors run, by the configuration; changes nothing.')
    .option('--most <count>', 'times to tell', wholeNumber(1), 3)
    .addHelpText('after', '\nExamples:\n  npm run cli -- monitor schedule --env dev')
    .action(
      targetAction<{ readonly most: number }>(async ({ target, printer }, { most }) => {
        const { monitorSchedule, scheduleText } = await import('./monitor-schedule');
        const schedule = monitorSchedule(target.environment.monitoring, new Date(), most);
        printer.result(schedule, scheduleText(schedule));
      }),
    );
}
