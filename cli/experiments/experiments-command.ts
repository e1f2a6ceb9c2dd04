import { type Command, InvalidArgumentError } from 'commander';
import { describeScenario } from '../../core/drift/tables/describe-scenario';
import { SCENARIOS } from '../../core/drift/tables/scenarios/registry';
import { addCommand, commandAction } from '../command/command-action';
import { fraction, wholeNumber } from '../start/start-options';
import type { RunOptions } from './run-experiments';
import type { CompareOptions } from './show-runs';

const DEFAULT_RUNS = 'out/experiments';

export function registerExperimentsCommand(program: Command): void {
  const experiments = program
    .command('experiments')
    .description('What if the data changed? Scenarios played on a table, what the monitors make of them, and plots.');
  registerRun(experiments);
  registerList(experiments);
  registerCompare(experiments);
}

const gathered = (text: string, before: readonly string[] = []): string[] => [...before, text];

function someName(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('A name is needed.');
  return text;
}

function registerRun(experiments: Command): void {
  addCommand(experiments, 'run')
    .description(
      'Plays scenarios on a table and has all four monitors look at it; each run is kept in a folder. Violations are no failure here.',
    )
    .requiredOption('--data <paths...>', 'table with the label: CSV or JSON Lines, files or folders')
    .requiredOption('--label <column>', 'column of the true label, 0 or 1', someName)
    .requiredOption(
      '--model <path>',
      'an XGBoost model as JSON, a linear model, or a folder with one and its preprocessing.json',
    )
    .option('--scenario <names...>', 'scenarios by name, or files that declare one (default: all by name)')
    .option('--threshold <number>', 'class 1 from this probability on', fraction, 0.5)
    .option(
      '--facet <facet>',
      'bias: who may be at a disadvantage, as sex=0 or as age>40; may be given again',
      gathered,
      [],
    )
    .option('--group <column>', 'bias: column of the conditional metrics')
    .option(
      '--level <fraction>',
      'bias: violated is only what is significant at this level (default: whatever is farther from fair)',
      fraction,
    )
    .option('--rows <count>', 'explainability: rows to explain', wholeNumber(10), 200)
    .option('--samples <count>', 'explainability: questions a row', wholeNumber(2), 400)
    .option('--seed <number>', 'of everything random', wholeNumber(0), 1)
    .option('--runs <folder>', 'where runs and their baseline are kept', DEFAULT_RUNS)
    .addHelpText(
      'after',
      ({ command }) => `
Scenarios:
${scenarioLines(command)}

Examples:
  npm run cli -- experiments run --data credit.csv --label credit_risk --model model --facet foreign_worker=1
  npm run cli -- experiments run --data credit.csv --label credit_risk --model model --facet foreign_worker=1 --scenario recession.json`,
    )
    .action(
      commandAction<RunOptions>(async (context, options) => {
        const { runExperiments } = await import('./run-experiments');
        await runExperiments(context, options);
      }),
    );
}

/** What each scenario does, in the words of its declaration, set as the options are. */
function scenarioLines(command: Command): string {
  const help = command.createHelp();
  help.prepareContext({});
  const width = Math.max(...[...SCENARIOS.keys()].map(({ length }) => length));
  return [...SCENARIOS.values()]
    .map((scenario) => help.formatItem(scenario.name, width, describeScenario(scenario), help))
    .join('\n');
}

function registerList(experiments: Command): void {
  addCommand(experiments, 'list')
    .description('The runs, and how many violations each monitor has found in them.')
    .option('--runs <folder>', 'where they are kept', DEFAULT_RUNS)
    .addHelpText('after', '\nExamples:\n  npm run cli -- experiments list')
    .action(
      commandAction<{ readonly runs: string }>(async (context, { runs }) => {
        const { listRuns } = await import('./show-runs');
        await listRuns(context, runs);
      }),
    );
}

function registerCompare(experiments: Command): void {
  addCommand(experiments, 'compare')
    .argument('[runs...]', 'names or folders of runs, or constraint_violations.json files (default: all runs)')
    .description(
      'Draws runs side by side: one HTML file, and every plot as an SVG. Files of violations, also of Model Monitor and Clarify, show what they say.',
    )
    .option('--runs <folder>', 'where the runs are kept', DEFAULT_RUNS)
    .option('--to <folder>', 'where report.html and plots/ go', 'out/comparison')
    .addHelpText(
      'after',
      `
Examples:
  npm run cli -- experiments compare
  npm run cli -- experiments compare 0004-feature-drift 0007-bias-drift --to out/two
  npm run cli -- experiments compare yesterday/constraint_violations.json today/constraint_violations.json`,
    )
    .action(
      commandAction<CompareOptions>(async (context, options, named) => {
        const { compareRuns } = await import('./show-runs');
        await compareRuns(
          context,
          named.filter((each) => each !== undefined),
          options,
        );
      }),
    );
}
