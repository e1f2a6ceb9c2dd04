import { type Command, Option } from 'commander';
import { interruptSignal } from '../interrupt';
import { DEFAULT_EPOCHS } from '../laptop/default-epochs';
import { classNames, epochCount, fraction, type StartOptions, wholeNumber } from './start-options';

export function registerStartCommand(program: Command): void {
  program
    .command('start')
    .description('The whole story on this machine: data, training, endpoint, workflow, alerts, captures, report.')
    .option('--data <folder>', 'own images: train/ test/ train.lst test.lst, or train/<class>/* and test/<class>/*')
    .addOption(
      new Option('--dataset <name>', 'which data set to make or fetch')
        .choices(['synthetic', 'cifar100'])
        .default('synthetic'),
    )
    .option('--classes <names>', 'two or more names, separated by commas (default: bicycle,motorcycle)', classNames)
    .option(
      '--images <count>',
      'how many test images go through the workflow, all where there are fewer',
      wholeNumber(1),
      50,
    )
    .option(
      '--threshold <number>',
      'confidence below which a person looks, 0 to 1 (default: the environment’s)',
      fraction,
    )
    .option('--epochs <count>', 'passes over the training images', epochCount, DEFAULT_EPOCHS)
    .option('--seed <number>', 'same seed, same data and same model', wholeNumber(0), 1)
    .option('--out <folder>', 'where the report, the summary and the run’s state go', 'out')
    .addHelpText(
      'after',
      `
Examples:
  npm start
  npm start -- --classes bicycle,motorcycle,pickup_truck --images 100
  npm start -- --data path/to/images --epochs 60
  npm start -- --dataset cifar100 --classes apple,pear,orange`,
    )
    .action(async (options: StartOptions) => {
      const signal = interruptSignal();
      // Loaded here, so that a wrong option is told at once.
      const { start } = await import('./start');
      await start(options, signal);
    });
}
