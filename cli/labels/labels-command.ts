import { type Command, InvalidArgumentError } from 'commander';
import { windowOption } from '../captures/window-option';
import { addTargetCommand, targetAction } from '../command/command-action';
import type { AddLabelOptions } from './add-label';
import type { ExportLabelsOptions } from './export-labels';
import type { ImportLabelsOptions } from './import-labels';
import type { ListLabelsOptions } from './list-labels';
import type { SimulateLabelsOptions } from './simulate-labels';

export function registerLabelsCommand(program: Command): void {
  const labels = program.command('labels').description('What people said of images: ground truth.');
  addTargetCommand(labels, 'list')
    .description('Lists the answers of a window and counts the labels.')
    .addOption(windowOption())
    .addHelpText(
      'after',
      `
Examples:
  npm run cli -- labels list --window 'last 2h'
  npm run cli -- labels list --env dev --json`,
    )
    .action(
      targetAction<ListLabelsOptions>(async (context, options) => {
        const { listLabels } = await import('./list-labels');
        await listLabels(context, options);
      }),
    );
  addTargetCommand(labels, 'add')
    .description('Answers a second look, or labels an inference that nobody asked about. The first answer counts.')
    .argument('<id>', 'review id: the inference id')
    .argument('<label>', 'name of a class, none-of-these or cannot-tell')
    .option('--who <name>', 'who says so (default: the user of this machine)', personName)
    .addHelpText(
      'after',
      `
Examples:
  npm run cli -- labels add 0123456789abcdef0123456789abcdef bicycle
  npm run cli -- labels add 0123456789abcdef0123456789abcdef cannot-tell --who ada --env dev`,
    )
    .action(
      targetAction<AddLabelOptions>(async (context, options, args) => {
        const { addLabel } = await import('./add-label');
        await addLabel(context, options, args);
      }),
    );
  addTargetCommand(labels, 'import')
    .description('Labels inferences from ground-truth records (JSON Lines) or a table with the header id,label.')
    .argument('<file>')
    .option('--who <name>', 'who says so (default: the user of this machine)', personName)
    .addHelpText(
      'after',
      `
Examples:
  npm run cli -- labels import ground-truth.jsonl
  npm run cli -- labels import labels.csv --who ada --env dev`,
    )
    .action(
      targetAction<ImportLabelsOptions>(async (context, options, args) => {
        const { importLabels } = await import('./import-labels');
        await importLabels(context, options, args);
      }),
    );
  addTargetCommand(labels, 'export')
    .description(
      'Adds labelled images to the training set (train/second-look/, train.lst), which the next training takes.',
    )
    .addOption(windowOption())
    .option('--corrected-only', 'only where the person disagreed with the model')
    .option('--dry-run', 'tell what would be added, and add nothing')
    .addHelpText(
      'after',
      `
Examples:
  npm run cli -- labels export --corrected-only --dry-run
  npm run cli -- labels export --window 'last 7d' --env dev`,
    )
    .action(
      targetAction<ExportLabelsOptions>(async (context, options) => {
        const { exportLabels } = await import('./export-labels');
        await exportLabels(context, options);
      }),
    );
  registerSimulate(labels);
  addTargetCommand(labels, 'link')
    .description('Prints a link to the list of what is open. Whoever has it can answer.')
    .addHelpText(
      'after',
      `
Examples:
  npm run cli -- labels link
  npm run cli -- labels link --env dev`,
    )
    .action(
      targetAction<object>(async (context) => {
        const { linkToList } = await import('./link-to-list');
        await linkToList(context);
      }),
    );
}

function registerSimulate(labels: Command): void {
  addTargetCommand(labels, 'simulate')
    .description('Makes up labels for captured inferences without an answer, marked as simulated: for trying monitors.')
    .option('--from-lst <file>', 'the truth, by the bytes of the images that the list names (test.lst beside test/)')
    .option('--random', 'any class, each as likely')
    .option('--error-rate <share>', 'share of labels that are wrong on purpose, 0 to 1', share, 0)
    .option('--seed <number>', 'the same seed makes up the same labels', wholeNumber, 1)
    .addOption(windowOption())
    .addHelpText(
      'after',
      `
Examples:
  npm run cli -- labels simulate --from-lst data/test.lst --error-rate 0.05 --seed 7 --window 'last 2h'
  npm run cli -- labels simulate --random --env dev`,
    )
    .action(
      targetAction<SimulateLabelsOptions>(async (context, options) => {
        const { simulateLabels } = await import('./simulate-labels');
        await simulateLabels(context, options);
      }),
    );
}

/** As long as an answer holds it. */
function personName(text: string): string {
  if (text.trim() === '' || text.length > 200)
    throw new InvalidArgumentError('A name of 1 to 200 characters is needed.');
  return text;
}

function share(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1))
    throw new InvalidArgumentError('It must be a number from 0 to 1.');
  return value;
}

function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}
