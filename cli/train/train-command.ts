import type { Command } from 'commander';
import { Option } from 'commander';
import { APPROVALS } from '../../core/contracts/approval';
import { addTargetCommand, targetAction } from '../command/command-action';
import { epochCount, wholeNumber } from '../start/start-options';
import { UsageError } from '../usage-error';
import type { TrainOptions } from './train';

const collect = (text: string, before: readonly string[]): readonly string[] => [...before, text];

/** @throws UsageError for an option that would silently do nothing */
function refuseForeignOptions({ table, epochs, preprocessing, seed }: TrainOptions): void {
  if (table !== undefined && epochs !== undefined)
    throw new UsageError('--epochs is for images; trees take --hyperparameter num_round=COUNT.');
  if (table === undefined && (preprocessing !== undefined || seed !== undefined))
    throw new UsageError('--preprocessing and --seed need --table.');
}

export function registerTrainCommand(program: Command): void {
  addTargetCommand(program, 'train')
    .description('Trains a model on the data set of the images bucket, or on a table, judges it, and registers it.')
    .option('--watch', 'wait for the end, with the accuracy of each epoch while it trains')
    .option('--wait', 'wait for the end of another training where one is on (default: it is refused)')
    .option('--epochs <count>', 'passes over the training images', epochCount)
    .option('--hyperparameter <name=value>', 'any other hyperparameter; may be given several times', collect, [])
    .option('--table <file>', 'a CSV with a header to train boosted trees on, instead of the images (docs/tables.md)')
    .option(
      '--preprocessing <file>',
      'with --table: what becomes of its columns (default: NAME.preprocessing.json beside it, else preprocessing.json)',
    )
    .option('--seed <number>', 'with --table: of the split into training, validation and test rows', wholeNumber(0))
    .option('--manifest <key>', 'data set manifest in the images bucket', 'dataset.json')
    .option('--instance-type <type>', 'instance of the training job (default: the configured one)')
    .addOption(
      new Option('--approval <how>', 'who approves of a model that has passed (default: as configured)').choices(
        APPROVALS,
      ),
    )
    .addHelpText(
      'after',
      `
Exit code, with --watch: 0 the model has passed the gate, 1 the training failed, 2 wrong words, 3 the gate is not passed.
Ctrl-C ends the watching; the training goes on. --out FILE names the package for 'release --package FILE'. With --json the document of a model that has
not passed has the gate's reasons too, its figures on the test split, and the package that it is registered as.

Examples:
  npm run cli -- train --watch --epochs 40 --out trained.json
  npm run cli -- train --watch --json --approval hand --env dev
  npm run cli -- train --table bank.csv --watch --out trained.json --hyperparameter num_round=200
  npm run cli -- train --hyperparameter learning_rate=0.001 --hyperparameter image_shape=3,64,64`,
    )
    .action(
      targetAction<TrainOptions>(async (context, options) => {
        const { table } = options;
        refuseForeignOptions(options);
        if (table === undefined) {
          const { train } = await import('./train');
          await train(context, options);
          return;
        }
        const { trainTable } = await import('./train-table');
        await trainTable(context, table, options);
      }),
    );
}
