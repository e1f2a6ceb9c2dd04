import { type Command, Option } from 'commander';
import { PURPOSES } from '../../core/contracts/custom-attributes';
import { addTargetCommand, commandAction, targetAction } from '../command/command-action';
import { classNames } from '../start/start-options';
import type { DownloadCapturesOptions } from './download-captures';
import type { ListCapturesOptions } from './list-captures';
import type { ShownCaptures } from './show-captures';
import { type NamedWindow, windowOption } from './window-option';

export function registerCapturesCommand(program: Command): void {
  const captures = program.command('captures').description('What the endpoint was asked and answered.');
  registerList(captures);
  registerDownload(captures);
  registerShow(captures);
}

function registerList(captures: Command): void {
  addTargetCommand(captures, 'list')
    .description('Lists the capture files of the hours that a window touches.')
    .addOption(windowOption())
    .addHelpText(
      'after',
      `
Examples:
  npm run cli -- captures list
  npm run cli -- captures list --window 2024-10-15T14/15T18 --env dev`,
    )
    .action(
      targetAction<ListCapturesOptions>(async (context, options) => {
        const { listCaptures } = await import('./list-captures');
        await listCaptures(context, options);
      }),
    );
}

function registerDownload(captures: Command): void {
  addTargetCommand(captures, 'download')
    .description(
      'Downloads the capture files of the hours that a window touches; those that are there already are left alone.',
    )
    .requiredOption('--to <folder>', 'where they go, in the folders that they have in S3')
    .addOption(windowOption())
    .addHelpText(
      'after',
      `
Examples:
  npm run cli -- captures download --to captures --window 'last 2h'
  npm run cli -- captures download --to captures --window 2024-10-15 --env dev`,
    )
    .action(
      targetAction<DownloadCapturesOptions>(async (context, options) => {
        const { downloadCaptures } = await import('./download-captures');
        await downloadCaptures(context, options);
      }),
    );
}

type ShowOptions = ShownCaptures & { readonly window?: NamedWindow };

function registerShow(captures: Command): void {
  const showFiles = commandAction<ShowOptions>(async (context, options, paths) => {
    const { localCaptures, readLocalCaptures } = await import('./local-captures');
    const { showCaptures } = await import('./show-captures');
    await showCaptures(
      context,
      readLocalCaptures(await localCaptures(paths), options.window?.(new Date())),
      options,
      {},
    );
  });
  const showWindow = targetAction<ShowOptions>(async (context, options) => {
    const { showWindowCaptures } = await import('./show-window-captures');
    await showWindowCaptures(context, options);
  });
  addTargetCommand(captures, 'show')
    .description('Shows every record of every file: time, inference id, picture, label, confidence, attributes.')
    .argument('[files...]', 'capture files or folders of this machine; without, those of the window in S3')
    .addOption(windowOption())
    .addOption(new Option('--purpose <word>', 'only requests that were made for this').choices(PURPOSES))
    .option(
      '--classes <names>',
      'names of the classes in the order of the outputs (default: of the released model)',
      classNames,
    )
    .addHelpText(
      'after',
      `
A line that is no record is shown as faulty, and the others go on. The confidence is the endpoint's own answer, before calibration.

Examples:
  npm run cli -- captures show
  npm run cli -- captures show --window 2024-10-15T14/15T18 --purpose traffic --env dev
  npm run cli -- captures show path/to/files --classes bicycle,motorcycle --json`,
    )
    .action((...parameters: unknown[]) =>
      (parameters[0] as readonly string[]).length > 0 ? showFiles(...parameters) : showWindow(...parameters),
    );
}
