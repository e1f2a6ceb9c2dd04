import type { Command } from 'commander';
import { fraction, wholeNumber } from '../start/start-options';

export const DEFAULT_COUNT = 300;
export const DEFAULT_FLIP = 0.4;

/** Which pairs. */
export const addPairOptions = (command: Command): Command =>
  command
    .option('--data <file>', 'pairs in the layout of the Microsoft Research Paraphrase Corpus (default: made here)')
    .option('--pairs <count>', 'how many are made', wholeNumber(20), 4000)
    .option('--seed <number>', 'same seed, same pairs and same splits', wholeNumber(0), 1);

/** What a model must reach. */
export const addGateOptions = (command: Command): Command =>
  command
    .option('--min-f1 <number>', 'of paraphrases, on the test pairs', fraction, 0.75)
    .option('--max-squared-error <number>', 'of the probabilities, on the test pairs', fraction, 0.2);
