import type { Command } from 'commander';
import { windowOption } from '../captures/window-option';
import { addCommand, addTargetCommand, commandAction, targetAction } from '../command/command-action';
import { interruptSignal } from '../interrupt';
import { fraction, wholeNumber } from '../start/start-options';
import type { PreparePairs } from './prepare-pairs';
import type { RunSimilarityOptions } from './run-similarity';
import { addGateOptions, addPairOptions, DEFAULT_COUNT, DEFAULT_FLIP } from './similarity-options';
import type { JudgeOptions, LabelOptions, StepOptions, TrafficOptions } from './similarity-steps';

/** `similarity`: the text-similarity example, as one command and step by step. */
export function registerSimilarityCommand(program: Command): void {
  const similarity = program
    .command('similarity')
    .description('Whether two sentences say the same: from pairs to a released, monitored model (docs/similarity.md).');
  registerRun(similarity);
  registerPrepare(similarity);
  registerModelSteps(similarity);
  registerTrafficSteps(similarity);
}

function registerRun(similarity: Command): void {
  const run = similarity.command('run').description('The whole story on this machine: npm run example:similarity.');
  addGateOptions(addPairOptions(run))
    .option('--count <count>', 'pairs that are sent an hour', wholeNumber(1), DEFAULT_COUNT)
    .option('--flip <share>', 'of the second hour’s labels that are turned round', fraction, DEFAULT_FLIP)
    .option('--out <folder>', 'where the report, the summary and the run’s state go', 'out/similarity')
    .addHelpText(
      'after',
      `
Examples:
  npm run example:similarity
  npm run example:similarity -- --data msr_paraphrase_train.txt --min-f1 0.8
  npm run cli -- similarity run --pairs 4000 --seed 7 --out out/seven`,
    )
    .action(async ({ minF1, maxSquaredError, ...options }: RunSimilarityOptions & JudgeOptions) => {
      const signal = interruptSignal();
      const { runSimilarity } = await import('./run-similarity');
      console.log(await runSimilarity({ ...options, gate: { minF1, maxSquaredError } }, signal));
    });
}

function registerPrepare(similarity: Command): void {
  const command = addCommand(similarity, 'prepare').description('Pairs, splits and features, in a folder.');
  addPairOptions(command)
    .requiredOption('--to <folder>', 'of the run; what an earlier one left there is written anew')
    .addHelpText(
      'after',
      `
Examples:
  npm run cli -- similarity prepare --to out/pairs
  npm run cli -- similarity prepare --data msr_paraphrase_train.txt --seed 7 --to out/pairs`,
    )
    .action(
      commandAction<PreparePairs & { readonly to: string }>(async (context, options) => {
        const { prepareStep } = await import('./similarity-steps');
        await prepareStep(context, options);
      }),
    );
}

/** A step on an environment that reads what those before it have left. */
const step = (similarity: Command, name: string, description: string): Command =>
  addTargetCommand(similarity, name)
    .description(description)
    .requiredOption('--from <folder>', 'of the run, as prepared')
    .addHelpText('after', `\nExamples:\n  npm run cli -- similarity ${name} --from out/pairs`);

function registerModelSteps(similarity: Command): void {
  step(similarity, 'train', 'A logistic regression, as a training job on the pairs of the run.').action(
    targetAction<StepOptions>(async (context, options) => {
      const { trainStep } = await import('./similarity-steps');
      await trainStep(context, options);
    }),
  );
  addGateOptions(
    step(similarity, 'judge', 'What the model says of the test pairs, and whether it passes; exit code 3 where not.'),
  ).action(
    targetAction<JudgeOptions>(async (context, options) => {
      const { judgeStep } = await import('./similarity-steps');
      await judgeStep(context, options);
    }),
  );
  step(similarity, 'register', 'The judged model as a model package; then: release.').action(
    targetAction<StepOptions>(async (context, options) => {
      const { registerStep } = await import('./similarity-steps');
      await registerStep(context, options);
    }),
  );
}

function registerTrafficSteps(similarity: Command): void {
  step(similarity, 'traffic', 'Test pairs to the endpoint, each under an inference id.')
    .option('--count <count>', 'end after so many requests', wholeNumber(1), DEFAULT_COUNT)
    .option('--rate <number>', 'a second', wholeNumber(1), 50)
    .option('--seed <number>', 'of their order', wholeNumber(0), 1)
    .action(
      targetAction<TrafficOptions>(async (context, options) => {
        const { trafficStep } = await import('./similarity-steps');
        await trafficStep(context, options);
      }),
    );
  step(similarity, 'label', 'The known labels of what was sent in a window, uploaded as ground truth.')
    .addOption(windowOption())
    .option('--flip <share>', 'of labels that are turned round, as if people judged otherwise', fraction, 0)
    .option('--seed <number>', 'of which', wholeNumber(0), 1)
    .action(
      targetAction<LabelOptions>(async (context, options) => {
        const { labelStep } = await import('./similarity-steps');
        await labelStep(context, options);
      }),
    );
}
