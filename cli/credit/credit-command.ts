import type { Command } from 'commander';
import { interruptSignal } from '../interrupt';
import { fraction, wholeNumber } from '../start/start-options';
import type { CreditOptions } from './run-credit';

export function registerCreditCommand(program: Command): void {
  program
    .command('credit')
    .description(
      'A model of one’s own, on this machine: registered, served, captured, and watched in seven scenarios of drift (docs/experiments.md).',
    )
    .option(
      '--data <folder>',
      'with train.csv and xgb_booster.json of the South German Credit data (default: data and a model are made)',
    )
    .option('--threshold <number>', 'a good risk is predicted from this probability on', fraction, 0.56)
    .option('--size <count>', 'rows of the table that is made', wholeNumber(100), 1000)
    .option('--rows <count>', 'rows to explain', wholeNumber(10), 200)
    .option('--samples <count>', 'questions a row', wholeNumber(2), 400)
    .option('--seed <number>', 'of everything random', wholeNumber(0), 1)
    .option('--out <folder>', 'where the report, the runs and the run’s state go', 'out/credit')
    .addHelpText(
      'after',
      `
Examples:
  npm run example:credit
  npm run example:credit -- --data path/to/credit
  npm run cli -- credit --seed 7 --out out/seven`,
    )
    .action(async (options: CreditOptions) => {
      const signal = interruptSignal();
      // Loaded here, so that a wrong option is told at once.
      const { runCredit } = await import('./run-credit');
      console.log(await runCredit(options, signal));
    });
}
